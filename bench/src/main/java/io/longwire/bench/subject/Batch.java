package io.longwire.bench.subject;

/**
 * How several events are published in one request: their bodies, joined.
 *
 * @param contentType of the request
 * @param before the first
 * @param between two
 * @param after the last
 */
public record Batch(String contentType, String before, String between, String after) {
    /** Each on a line of its own. */
    public static final Batch NDJSON = new Batch("application/x-ndjson", "", "\n", "\n");
}
