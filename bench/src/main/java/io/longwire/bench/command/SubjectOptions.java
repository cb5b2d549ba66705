package io.longwire.bench.command;

import io.longwire.bench.subject.Endpoint;
import io.longwire.bench.subject.PublishTemplate;
import io.longwire.bench.subject.Publishing;
import io.longwire.bench.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server is and how to speak to it: options that every scenario has. */
final class SubjectOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            split = ",",
            description =
                    "Where streams are opened; several, separated by commas, in turn. {topic} in it is replaced by"
                            + " the topic, otherwise topic=… is appended. Default: http://127.0.0.1:5001/sse")
    private List<String> urls = List.of("http://127.0.0.1:5001/sse");

    @Option(
            names = "--publish-url",
            paramLabel = "URL",
            description = "Where events are published; {topic} as above. Default: /publish of the first server")
    private @Nullable String publishUrl;

    @Option(names = "--publish-method", paramLabel = "METHOD", description = "${DEFAULT-VALUE}")
    private String publishMethod = "POST";

    @Option(
            names = "--publish-body",
            paramLabel = "TEXT",
            description = "What is published: {data} is the event's number, its time and padding up to --bytes; or in"
                    + " single {seq}, {ts}, {pad:N} and {words:N}, text that shrinks as real data does; {topic} as"
                    + " above. Default: JSON with topic and data")
    private @Nullable String publishBody;

    @Option(
            names = "--publish-header",
            paramLabel = "'NAME: VALUE'",
            description =
                    "Of publish requests only. Repeatable. Default: the Content-Type of JSON, or of text with --raw")
    private List<String> publishHeaders = List.of();

    @Option(names = "--raw", description = "Publish the bare data as text: short for --publish-body {data}.")
    private boolean raw;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "Sent with every request, say 'Authorization: Bearer …'. Repeatable.")
    private List<String> headers = List.of();

    @Option(
            names = "--encoding",
            paramLabel = "CODING",
            description =
                    "Asks for streams with this content coding: gzip, which the load inflates, or identity. The load's"
                            + " own CPU for that is among its own.")
    private @Nullable String encoding;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            split = ",",
            description = "Process of the server; several, separated by commas, are added up.")
    private List<Long> pids = List.of();

    Subject subject() {
        List<Endpoint> streams = urls.stream().map(Endpoint::parse).toList();
        List<String> all = new ArrayList<>(headers);
        if (encoding != null) {
            all.add("Accept-Encoding: " + encoding);
        }
        return new Subject(streams, publishing(streams.get(0)), all, pids);
    }

    private Publishing publishing(Endpoint streams) {
        Endpoint endpoint = publishUrl == null ? streams.sibling("/publish") : Endpoint.parse(publishUrl);
        Publishing usual = raw ? Publishing.raw(endpoint) : Publishing.json(endpoint);
        List<String> publishHeaderLines = new ArrayList<>(publishHeaders);
        if (publishHeaders.stream().noneMatch(line -> line.regionMatches(true, 0, "content-type:", 0, 13))) {
            publishHeaderLines.addAll(usual.headers());
        }
        PublishTemplate body = publishBody == null ? usual.body() : new PublishTemplate(publishBody);
        return new Publishing(publishMethod, endpoint, publishHeaderLines, body);
    }
}
