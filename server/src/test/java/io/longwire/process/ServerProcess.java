package io.longwire.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The server as a process of its own, from the classes under test: its output, its signals, its exit code. Nothing of
 * the environment that could be a setting gets into it. One thread.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("SSE server .* listens on .*?:(\\d+) transport");
    private static final int SECONDS = 60;

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private ServerProcess(Process process) {
        this.process = process;
        readers = List.of(read(process.getInputStream(), out), read(process.getErrorStream(), err));
    }

    /** Starts it and does not wait for anything; on a free port unless told another. */
    public static ServerProcess run(Map<String, String> environment, String... flags) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.longwire.Main"));
        command.addAll(List.of(flags));
        var builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.equals("PORT") || name.startsWith("SSE_") || name.startsWith("GUNICORN_"));
        builder.environment().put("SSE_PORT", "0");
        builder.environment().put("SSE_ADMIN_PORT", "0");
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start());
    }

    /** Starts it and waits until it listens. */
    public static ServerProcess start(Map<String, String> environment, String... flags) throws IOException {
        ServerProcess server = run(environment, flags);
        try {
            server.awaitLine("listens on");
        } catch (RuntimeException | Error never) {
            server.close();
            throw never;
        }
        return server;
    }

    private static Thread read(InputStream in, List<String> lines) {
        var thread = new Thread(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException over) {
                // The process is gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits for a line on standard output that contains {@code text}; returns it. */
    public String awaitLine(String text) {
        Awaitility.await("'" + text + "'")
                .atMost(SECONDS, TimeUnit.SECONDS)
                .until(() -> find(text) != null || !readers.get(0).isAlive());
        String line = find(text);
        if (line == null) {
            throw new AssertionError("it ended without '" + text + "':\n" + out + "\n" + err);
        }
        return line;
    }

    private String find(String text) {
        return out.stream().filter(line -> line.contains(text)).findFirst().orElse(null);
    }

    /** The port that its first line names. */
    public int port() {
        Matcher line = LISTENS.matcher(awaitLine("listens on"));
        if (!line.find()) {
            throw new AssertionError(out.toString());
        }
        return Integer.parseInt(line.group(1));
    }

    /** Sends a signal by its name, such as {@code HUP}. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("kill -" + name + " failed");
        }
    }

    /** Waits for its end, and for all it wrote; returns its exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end:\n" + out + "\n" + err);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    /** An orderly stop; returns the exit code. */
    public int stop() throws IOException, InterruptedException {
        signal("TERM");
        return exitCode();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has written to standard output so far. */
    public List<String> out() {
        return out;
    }

    /** What it has written to standard error so far. */
    public List<String> err() {
        return err;
    }

    /** Ends it at once, if it has not ended. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
