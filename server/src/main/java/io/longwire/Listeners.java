package io.longwire;

import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.embed.Route;
import io.longwire.http.HttpPipeline;
import io.longwire.ops.Drain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's ports: where streams and publishers connect, and, unless there is to be none, the one for operators. What
 * the latter serves, the former does not, whatever a proxy in front lets through.
 */
final class Listeners {
    private final Door open;
    private final @Nullable Door admin;

    /** A port and what serves those who come there. */
    private record Door(Listener listener, HttpPipeline pipeline) {
        static Door bind(Wiring wiring, String host, int port, String name, HttpPipeline pipeline) throws IOException {
            Listener listener = Listener.bind(
                    host,
                    port,
                    name,
                    wiring.settings,
                    wiring.transport,
                    wiring.requestLoops,
                    pipeline,
                    wiring.limits.descriptors());
            return new Door(listener, pipeline);
        }

        /** Accepts no more, ends idle connections now and the others with their next answer. */
        void stop() {
            listener.close();
            pipeline.stop();
        }
    }

    private Listeners(Door open, @Nullable Door admin) {
        this.open = open;
        this.admin = admin;
    }

    /**
     * Binds and accepts; blocks until that is done. First the port for operators: clients connect only when all is there.
     *
     * @param routes of the embedder's own, on the port for clients
     * @throws IOException when a port cannot be had
     * @throws IllegalArgumentException when routes clash
     */
    static Listeners bind(Wiring wiring, List<Route> routes) throws IOException {
        Settings settings = wiring.settings;
        HttpPipeline pipeline = wiring.pipeline(routes);
        Door admin = bindAdmin(wiring);
        try {
            Door open =
                    Door.bind(wiring, settings.text(Setting.SSE_HOST), settings.number(Setting.SSE_PORT), "", pipeline);
            return new Listeners(open, admin);
        } catch (IOException | RuntimeException e) {
            if (admin != null) {
                admin.stop();
            }
            throw e;
        }
    }

    private static @Nullable Door bindAdmin(Wiring wiring) throws IOException {
        int port = wiring.settings.number(Setting.SSE_ADMIN_PORT);
        if (port == 0) {
            return null;
        }
        String host = wiring.settings.text(Setting.SSE_ADMIN_HOST);
        // Text that is no address is looked up here; where that fails binding says so.
        var address = new InetSocketAddress(host, 0).getAddress();
        boolean loopback = !host.isEmpty() && address != null && address.isLoopbackAddress();
        return Door.bind(
                wiring, host, Math.max(port, 0), " (" + Setting.SSE_ADMIN_PORT + ")", wiring.adminPipeline(loopback));
    }

    InetSocketAddress address() {
        return open.listener.address();
    }

    /** Null when there is no port for operators. */
    @Nullable
    InetSocketAddress adminAddress() {
        return admin == null ? null : admin.listener.address();
    }

    /** Clients can connect no more; those that are connected get the answer they wait for. Blocks. */
    void stopClients() {
        open.stop();
    }

    /** Whether clients are connected still, streams aside. */
    boolean isBusy() {
        return open.pipeline.isBusy();
    }

    /** Operators, who could look on until now, get the answer they wait for while there is time. Blocks. */
    void stopOperators(Drain drain) {
        Door last = admin;
        if (last != null) {
            last.stop();
            drain.await(() -> !last.pipeline.isBusy());
        }
    }
}
