package io.longwire.bench.subject;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The server that is measured.
 *
 * @param streams where streams are opened; with several, stream number n goes to the n-th in turn
 * @param headers sent with every request
 * @param pids its processes on this machine; none where they are not known, and then its CPU and memory are not measured
 */
public record Subject(List<Endpoint> streams, Publishing publishing, List<String> headers, List<Long> pids) {
    /** A Longwire at the given address, such as {@code http://127.0.0.1:5001/sse}. */
    public static Subject of(String url, Long... pids) {
        Endpoint streams = Endpoint.parse(url);
        return new Subject(List.of(streams), Publishing.json(streams.sibling("/publish")), List.of(), List.of(pids));
    }

    public Subject publishedBy(Publishing other) {
        return new Subject(streams, other, headers, pids);
    }

    public ServerProcesses processes() {
        return new ServerProcesses(pids);
    }

    public Requests requests() {
        return new Requests(this);
    }

    /** Its addresses. */
    public String url() {
        return streams.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }
}
