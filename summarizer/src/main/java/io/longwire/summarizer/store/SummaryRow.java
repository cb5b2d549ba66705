package io.longwire.summarizer.store;

import io.longwire.summarizer.model.Usage;
import java.time.Instant;

/** A summary as it is kept. Immutable. */
public record SummaryRow(
        String id,
        String video,
        String model,
        String language,
        String title,
        String channel,
        String markdown,
        Usage usage,
        Instant createdAt) {}
