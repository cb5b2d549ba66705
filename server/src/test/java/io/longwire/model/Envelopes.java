package io.longwire.model;

import io.longwire.model.EventStreamParser.Parsed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** What the original application's clients do with an event whose data is in an envelope. */
final class Envelopes {
    private Envelopes() {}

    static Parsed open(Parsed event) {
        if (event.data() == null || !event.data().startsWith("H4sI")) {
            return event;
        }
        try (var data =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(event.data())))) {
            String text = new String(data.readAllBytes(), StandardCharsets.UTF_8);
            return new Parsed(event.type(), text, event.lastEventId(), event.retry(), event.fields());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
