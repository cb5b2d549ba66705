package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.subject.Batch;
import io.longwire.bench.subject.Endpoint;
import io.longwire.bench.subject.PublishTemplate;
import io.longwire.bench.subject.Publishing;
import io.longwire.bench.subject.Subject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A server to be measured beside others, as {@code peer.properties} in its folder describes it. */
public final class Peer {
    private static final String DESCRIPTION = "peer.properties";
    private static final Set<String> REQUIRED =
            Set.of("title", "subscribe.url", "publish.url", "publish.content-type", "publish.body");
    private static final Set<String> OPTIONAL = Set.of(
            "publish.headers",
            "batch.url",
            "batch.content-type",
            "batch.before",
            "batch.event",
            "batch.between",
            "batch.after",
            "memory.to",
            "connect.warm-up-rounds",
            "cannot");

    private final Path folder;
    private final Properties properties = new Properties();
    private final List<String> cannot;

    private Peer(Path folder) {
        this.folder = folder;
        try (Reader description = Files.newBufferedReader(folder.resolve(DESCRIPTION))) {
            properties.load(description);
        } catch (IOException e) {
            throw new BenchException("no peer in " + folder, e);
        }
        check();
        cannot = Stream.of(properties.getProperty("cannot", "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        if (properties.containsKey("batch.event") == cannot.contains("batches")) {
            throw new BenchException(
                    folder.resolve(DESCRIPTION) + ": either batch.event or 'batches' among what it cannot is needed");
        }
    }

    private void check() {
        Set<String> missing = new TreeSet<>(REQUIRED);
        missing.removeAll(properties.stringPropertyNames());
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(REQUIRED);
        unknown.removeAll(OPTIONAL);
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new BenchException(
                    folder.resolve(DESCRIPTION) + ": missing are " + missing + ", unknown are " + unknown);
        }
    }

    /** The peers of the given names in their order; all that the folder holds where no name is given. */
    public static List<Peer> read(Path folder, List<String> names) {
        try (Stream<Path> folders = Files.list(folder)) {
            List<String> there = folders.filter(path -> Files.exists(path.resolve(DESCRIPTION)))
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
            if (!there.containsAll(names)) {
                throw new BenchException("peers are " + there + ", not all of " + names);
            }
            return (names.isEmpty() ? there : names)
                    .stream().map(name -> new Peer(folder.resolve(name))).toList();
        } catch (IOException e) {
            throw new BenchException("no peers in " + folder, e);
        }
    }

    public String name() {
        return folder.getFileName().toString();
    }

    /** As people call it. */
    public String title() {
        return text("title");
    }

    Path script(String script) {
        return folder.resolve(script);
    }

    /** The peer on that port, published to by one event in each request. */
    Subject subject(int port, List<Long> pids) {
        String contentType = "Content-Type: " + text("publish.content-type");
        return subject(port, pids, text("publish.url"), contentType, text("publish.body"), Batch.NDJSON);
    }

    /** Whether it has what the row needs. */
    boolean can(Row row) {
        return row.needs().map(need -> !cannot.contains(need)).orElse(true);
    }

    /** The same, published to by several events in a request. */
    Subject batchSubject(int port, List<Long> pids) {
        Batch batch = new Batch(
                properties.getProperty("batch.content-type", Batch.NDJSON.contentType()),
                properties.getProperty("batch.before", Batch.NDJSON.before()),
                properties.getProperty("batch.between", Batch.NDJSON.between()),
                properties.getProperty("batch.after", Batch.NDJSON.after()));
        String url = properties.getProperty("batch.url", text("publish.url"));
        return subject(port, pids, url, "Content-Type: " + batch.contentType(), text("batch.event"), batch);
    }

    private Subject subject(
            int port, List<Long> pids, String publishUrl, String contentType, String body, Batch batch) {
        List<String> headers = Stream.of(properties.getProperty("publish.headers", ""))
                .filter(line -> !line.isEmpty())
                .toList();
        return new Subject(
                List.of(Endpoint.parse(at(port, text("subscribe.url")))),
                new Publishing(
                        "POST",
                        Endpoint.parse(at(port, publishUrl)),
                        List.of(contentType),
                        new PublishTemplate(body).checkable(),
                        batch),
                headers,
                pids);
    }

    private static String at(int port, String url) {
        return url.replace("{port}", Integer.toString(port))
                .replace("{port+1}", Integer.toString(port + 1))
                .replace("{port+2}", Integer.toString(port + 2));
    }

    /** The most idle streams at which its memory is measured. */
    int memoryStreams(int usual) {
        return Math.min(usual, Integer.parseInt(properties.getProperty("memory.to", Integer.toString(usual))));
    }

    /** Rounds of streams that come and go before those that are measured. */
    int connectWarmUpRounds(int usual) {
        return Integer.parseInt(properties.getProperty("connect.warm-up-rounds", Integer.toString(usual)));
    }

    /** What it has no way to do, for the report. */
    public String cannot() {
        return String.join(", ", cannot);
    }

    private String text(String key) {
        return Objects.requireNonNull(properties.getProperty(key));
    }
}
