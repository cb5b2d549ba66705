package io.longwire.bench.subject;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server is and how to speak to it: options that every scenario has. */
public final class TargetOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where streams are opened. {topic} in it is replaced by the topic, otherwise topic=… is"
                    + " appended. Default: ${DEFAULT-VALUE}")
    private String url = "http://127.0.0.1:5001/sse";

    @Option(
            names = "--publish-url",
            paramLabel = "URL",
            description = "Where events are published; {topic} as above. Default: /publish of the same server")
    private @Nullable String publishUrl;

    @Option(names = "--raw", description = "Publish the bare data as the body, not JSON with topic and data.")
    private boolean raw;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "Sent with every request, say 'Authorization: Bearer …'. Repeatable.")
    private List<String> headers = List.of();

    @Option(
            names = "--pid",
            paramLabel = "PID",
            split = ",",
            description = "Process of the server; several, separated by commas, are added up.")
    private List<Long> pids = List.of();

    public String url() {
        return url;
    }

    public Requests requests() {
        Endpoint streams = Endpoint.parse(url);
        Endpoint publishing = publishUrl == null ? streams.sibling("/publish") : Endpoint.parse(publishUrl);
        return new Requests(streams, publishing, raw, headers);
    }

    /** The server's processes; null when no PID was given. */
    public @Nullable ServerProcesses processes() {
        return pids.isEmpty() ? null : new ServerProcesses(pids);
    }
}
