package io.longwire.api.admin;

import io.longwire.Hub;
import io.longwire.access.Authorizer;
import io.longwire.http.Answer;
import io.longwire.http.Exchange;
import io.longwire.http.Router;
import io.longwire.ops.Metrics;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What operators and their tools read: {@code /metrics}, {@code /sse/status}, and what the page is told at
 * {@code /ops/info}. For a port of its own.
 */
public final class AdminSurface {
    private final Hub hub;
    private final Metrics metrics;
    private final OffLoop offLoop;
    private final OpsInfo info;

    /** @param executor makes answers that take too long for an event loop */
    public AdminSurface(Hub hub, Metrics metrics, Authorizer authorizer, Executor executor) {
        this.hub = hub;
        this.metrics = metrics;
        this.offLoop = new OffLoop(executor);
        this.info = new OpsInfo(hub, authorizer);
    }

    /** Adds its paths. */
    public void addTo(Router.Builder routes) {
        routes.get("/metrics", exchange -> {
            String accept = accept(exchange);
            offLoop.answer(exchange, () -> {
                Metrics.Page page = metrics.render(accept);
                return Answer.of(HttpResponseStatus.OK, page.type(), page.body());
            });
            return null;
        });
        routes.get("/sse/status", new StatusHandler(hub, offLoop));
        routes.get("/ops/info", info);
    }

    private static @Nullable String accept(Exchange exchange) {
        List<String> lines = exchange.headers().getAll(HttpHeaderNames.ACCEPT);
        return lines.isEmpty() ? null : String.join(",", lines);
    }
}
