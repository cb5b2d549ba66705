package io.longwire.api;

import io.longwire.http.Answer;
import io.longwire.http.Exchange;
import io.longwire.http.Router;
import io.longwire.ops.Health;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * {@code /sse/health} for people and dashboards; {@code /healthz}, alive, and {@code /readyz}, takes new streams, for
 * orchestrators. Load alone never fails them. On the request's loop.
 */
public final class HealthHandler {
    private final Health health;

    public HealthHandler(Health health) {
        this.health = health;
    }

    /** Adds the three paths. */
    public void addTo(Router.Builder routes) {
        routes.get("/sse/health", exchange -> {
            exchange.answer(Answer.json(readyOr503(), health.json()));
            return null;
        });
        routes.get("/healthz", exchange -> {
            exchange.answer(Answer.text(HttpResponseStatus.OK, "ok\n"));
            return null;
        });
        routes.get("/readyz", exchange -> {
            ready(exchange);
            return null;
        });
    }

    private void ready(Exchange exchange) {
        exchange.answer(Answer.text(readyOr503(), health.isReady() ? "ready\n" : "draining\n"));
    }

    private HttpResponseStatus readyOr503() {
        return health.isReady() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
    }
}
