package io.longwire.peers.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.Options;

/** Server-sent events with Undertow's own handler for them: a set of its connections for each topic. */
public final class UndertowServer {
    private static final int IO_THREADS = 2;
    private static final int BACKLOG = 4_096;
    private static final long HEARTBEAT_MILLIS = 30_000;
    private static final long RETRY_MILLIS = 3_000;

    private final Map<String, Set<ServerSentEventConnection>> connectionsByTopic = new ConcurrentHashMap<>();

    private UndertowServer() {}

    public static void main(String[] args) {
        UndertowServer server = new UndertowServer();
        Undertow.builder()
                .setIoThreads(IO_THREADS)
                .setSocketOption(Options.BACKLOG, BACKLOG)
                .setSocketOption(Options.TCP_NODELAY, true)
                .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
                .setHandler(Handlers.path()
                        .addExactPath(
                                "/sse", Handlers.serverSentEvents((connection, id) -> server.subscribe(connection)))
                        .addExactPath("/publish", server::publish))
                .build()
                .start();
    }

    private void subscribe(ServerSentEventConnection connection) {
        String topic = topic(connection.getQueryParameters());
        Set<ServerSentEventConnection> connections =
                connectionsByTopic.computeIfAbsent(topic, name -> ConcurrentHashMap.newKeySet());
        connections.add(connection);
        connection.addCloseTask(connections::remove);
        connection.setKeepAliveTime(HEARTBEAT_MILLIS);
        connection.sendRetry(RETRY_MILLIS);
    }

    private void publish(HttpServerExchange exchange) {
        String topic = topic(exchange.getQueryParameters());
        exchange.getRequestReceiver().receiveFullString((request, data) -> {
            for (ServerSentEventConnection connection : connectionsByTopic.getOrDefault(topic, Set.of())) {
                connection.send(data);
            }
            request.endExchange();
        });
    }

    private static String topic(Map<String, Deque<String>> parameters) {
        Deque<String> topics = parameters.get("topic");
        return topics == null ? "broadcast" : topics.getFirst();
    }
}
