package io.longwire.bench.subject;

import java.util.List;

/**
 * How one event is published.
 *
 * @param headers lines such as {@code Content-Type: text/plain}, beside those that every request gets
 * @param body of one event, also within a batch
 */
public record Publishing(String method, Endpoint endpoint, List<String> headers, PublishTemplate body, Batch batch) {
    /** Batches are lines of NDJSON. */
    public Publishing(String method, Endpoint endpoint, List<String> headers, PublishTemplate body) {
        this(method, endpoint, headers, body, Batch.NDJSON);
    }

    /** A POST of JSON with topic and data. */
    public static Publishing json(Endpoint endpoint) {
        return new Publishing(
                "POST", endpoint, List.of("Content-Type: application/json"), new PublishTemplate(PublishTemplate.JSON));
    }

    /** A POST whose body is the bare data. */
    public static Publishing raw(Endpoint endpoint) {
        return new Publishing("POST", endpoint, List.of("Content-Type: text/plain"), new PublishTemplate("{data}"));
    }
}
