package io.longwire;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import io.longwire.log.Memory;
import io.longwire.stream.ShardCounters;
import io.longwire.stream.ShardCounters.Counter;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server of its own for each test of a class: on any free port, open to all unless the class says otherwise; stopped
 * after the test, when all its memory must be free. To be held by a field with {@code @RegisterExtension}.
 */
public final class TestServer implements BeforeEachCallback, AfterEachCallback {
    private static final Map<Setting, String> OPEN = Map.of(Setting.SSE_PORT, "0", Setting.SSE_DEV, "on");

    private final Map<Setting, String> settings = new EnumMap<>(OPEN);
    private LongwireServer server;
    private long memoryBefore;

    /** Before the first test. */
    public TestServer with(Setting setting, String value) {
        settings.put(setting, value);
        return this;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        memoryBefore = Memory.allocatedBytes();
        server = start(settings);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (server != null) {
            server.close();
            assertThat(Memory.allocatedBytes()).isEqualTo(memoryBefore);
        }
    }

    /** Another server in the place of this test's, with these settings beside the class's. */
    public void restartWith(Map<Setting, String> more) throws IOException {
        var all = new EnumMap<>(settings);
        all.putAll(more);
        server.close();
        server = start(all);
    }

    private static LongwireServer start(Map<Setting, String> settings) throws IOException {
        return LongwireServer.start(Settings.builder().setAll(settings).build());
    }

    /** Before the end of the test. */
    public void close() {
        server.close();
    }

    public int port() {
        return server.port();
    }

    public Hub hub() {
        return server.hub();
    }

    /** A counter's sum over the shards. */
    public long counted(Counter counter) {
        return ShardCounters.total(hub().shards(), counter);
    }

    /** Takes over settings, the class's and these, while it runs. */
    public void reloadWith(Map<Setting, String> more) {
        server.reload(Settings.builder().setAll(settings).setAll(more).build());
    }

    /** One request on a connection of its own. */
    public Response request(String method, String target, String body, String... headers) throws IOException {
        return HttpSocket.request(port(), method, target, body, headers);
    }

    /** The same, {@code GET}. */
    public Response get(String target, String... headers) throws IOException {
        return request("GET", target, "", headers);
    }

    /** Publishes within the process; gives the id as streams show it. */
    public String publish(Event event) {
        return server.publish(event).join();
    }

    /** The newest id of the log. */
    public String headId() {
        return hub().render(hub().log().view().headId());
    }
}
