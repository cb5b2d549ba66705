package io.longwire.embed;

import io.longwire.LongwireServer;
import io.longwire.access.Authorizer;
import io.longwire.access.Grant;
import io.longwire.access.Refusal;
import io.longwire.access.RequestView;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.event.Event;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A shop that tells each customer's browser how an order comes along. */
public final class EmbeddingExample implements AutoCloseable {
    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final LongwireServer server;

    public EmbeddingExample() throws Exception {
        Settings settings = Settings.builder()
                .set(Setting.SSE_PORT, "0") // any free one
                .set(Setting.SSE_HOST, "127.0.0.1")
                .set(Setting.SSE_LOG_BYTES, "8MiB")
                .build();
        server = LongwireServer.builder()
                .settings(settings)
                .authorizer(new ByCustomer())
                .route(Route.of("GET", "/", executor, request -> RouteAnswer.html(200, "<h1>Shop</h1>")))
                .route(Route.of("POST", "/orders", executor, this::order))
                .start();
    }

    /** Each customer reads the orders of one customer; nobody publishes over HTTP. */
    private static final class ByCustomer implements Authorizer {
        @Override
        public Grant read(RequestView request) {
            String customer = request.query("customer"); // a real shop would look at a session
            return customer == null
                    ? Grant.nothing(Refusal.unauthorized("say which customer you are"))
                    : Grant.of(customer, "orders/" + customer + "/**");
        }

        @Override
        public Grant publish(RequestView request) {
            return Grant.nothing(Refusal.forbidden("orders are published by the shop alone"));
        }
    }

    /** Runs on the executor, so it may block. */
    private RouteAnswer order(RouteRequest request) {
        String topic = "orders/" + request.query("customer") + "/1";
        String id = server.publish(Event.of(topic, "placed", request.text())).join();
        return RouteAnswer.text(201, id);
    }

    /** Calls back for every order of every customer, on the executor. */
    public Subscription watch(StreamListener listener) {
        return server.subscribe(List.of("orders/**"), SubscribeOptions.earliest(), executor, listener);
    }

    public int port() {
        return server.port();
    }

    public ServerStats stats() {
        return server.stats();
    }

    @Override
    public void close() {
        server.close();
        executor.shutdown();
    }
}
