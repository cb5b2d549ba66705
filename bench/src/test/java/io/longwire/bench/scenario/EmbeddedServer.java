package io.longwire.bench.scenario;

import io.longwire.LongwireServer;
import io.longwire.bench.subject.Subject;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** A Longwire in the test's process, on any free port, open to all unless told otherwise. */
final class EmbeddedServer implements AutoCloseable {
    private final LongwireServer server;

    EmbeddedServer() throws IOException {
        this(Map.of());
    }

    EmbeddedServer(Map<Setting, String> settings) throws IOException {
        Map<Setting, String> all = new EnumMap<>(Map.of(
                Setting.SSE_PORT, "0",
                Setting.SSE_HOST, "127.0.0.1",
                Setting.SSE_DEV, "on",
                Setting.SSE_DRAIN_SECONDS, "0s",
                Setting.SSE_LOG_BYTES, "8MiB",
                Setting.SSE_MAX_CONNECTIONS_PER_IP, "0"));
        all.putAll(settings);
        server = LongwireServer.start(Settings.builder().setAll(all).build());
    }

    /** To be measured: it is in this very process. */
    Subject subject() {
        return Subject.of(url(), ProcessHandle.current().pid());
    }

    String url() {
        return "http://127.0.0.1:" + server.port() + "/sse";
    }

    LongwireServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
