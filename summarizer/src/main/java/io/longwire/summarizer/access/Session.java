package io.longwire.summarizer.access;

import java.time.Instant;

/**
 * A browser's session. Immutable.
 *
 * @param id its public name, no secret
 * @param expires when its cookie does
 */
public record Session(String id, Instant expires) {}
