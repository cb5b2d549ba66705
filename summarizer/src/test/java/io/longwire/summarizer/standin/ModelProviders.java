package io.longwire.summarizer.standin;

import com.sun.net.httpserver.HttpExchange;
import io.longwire.summarizer.model.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * The three providers of models, in the streaming formats that they document. A model's id says how it behaves
 * ({@link Behaviour}); a key with {@code wrong} in it is refused, every other is taken.
 */
public final class ModelProviders extends LoopbackServer {
    private static final int INPUT_TOKENS = 1_200;
    private static final int OUTPUT_TOKENS = 150;
    private static final int WORDS_BEFORE_THE_END = 12;

    private final Map<String, AtomicInteger> requestsOfModel = new ConcurrentHashMap<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** On any port. */
    public ModelProviders() {
        this(0);
    }

    public ModelProviders(int port) {
        super(port);
    }

    /** What to set as the providers' base URLs. */
    public Map<Provider, URI> baseUrls() {
        return Map.of(
                Provider.OPENAI, baseUrl().resolve("/v1"),
                Provider.ANTHROPIC, baseUrl(),
                Provider.GOOGLE, baseUrl());
    }

    /** Streams that the asker closed before their end. */
    public int abandoned() {
        return abandoned.get();
    }

    /** The most requests that were in the works at the same time. */
    public int mostOpen() {
        return mostOpen.get();
    }

    @Override
    void answer(HttpExchange exchange, Asked request) throws IOException, InterruptedException {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try {
            if (Wire.takes(exchange, "/v1/chat/completions")) {
                answer(exchange, request, new OpenAiWire());
            } else if (Wire.takes(exchange, "/v1/messages")) {
                answer(exchange, request, new AnthropicWire());
            } else if (Wire.takes(exchange, "/v1beta/models/[^/]+:streamGenerateContent")) {
                answer(exchange, request, new GeminiWire());
            } else if (exchange.getRequestURI().getPath().matches("/v1(beta)?/models")) {
                list(exchange, request);
            } else {
                send(exchange, 404, "text/plain", "no such path");
            }
        } finally {
            open.decrementAndGet();
        }
    }

    /** The list of models, which nobody needs but for what it says of the key. */
    private static void list(HttpExchange exchange, Asked request) throws IOException {
        Wire wire = request.target().startsWith("/v1beta")
                ? new GeminiWire()
                : request.headers().containsKey("x-api-key") ? new AnthropicWire() : new OpenAiWire();
        String key = wire.key(request);
        if (key.isEmpty() || key.contains("wrong")) {
            refuse(exchange, wire, wire.wrongKeyStatus(), wire.kinds()[0], "Incorrect API key provided: " + key + ".");
        } else {
            send(exchange, 200, "application/json", "{\"data\":[],\"models\":[]}");
        }
    }

    private void answer(HttpExchange exchange, Asked request, Wire wire) throws IOException, InterruptedException {
        JsonNode body = JSON.readTree(request.body());
        String model = wire.model(request, body);
        String key = wire.key(request);
        Behaviour behaviour = Behaviour.of(model);
        String[] kinds = wire.kinds();
        if (key.isEmpty() || key.contains("wrong")) {
            refuse(exchange, wire, wire.wrongKeyStatus(), kinds[0], "Incorrect API key provided: " + key + ".");
            return;
        }
        int number = requestsOfModel
                .computeIfAbsent(model, id -> new AtomicInteger())
                .getAndIncrement();
        if (behaviour.everyOther() && number % 2 == 1) {
            behaviour = Behaviour.NORMAL;
        }
        switch (behaviour) {
            case BUSY, BUSY_LONG -> {
                exchange.getResponseHeaders().set("Retry-After", behaviour == Behaviour.BUSY ? "1" : "3600");
                refuse(exchange, wire, 429, kinds[1], "Rate limit reached. Check your plan and billing details.");
            }
            case FAILS_ONCE, FAILS_ALWAYS -> refuse(exchange, wire, 500, kinds[5], "Something went wrong");
            case NO_CREDIT -> refuse(exchange, wire, 429, "insufficient_quota", "You exceeded your current quota");
            case TOO_LONG ->
                refuse(exchange, wire, 400, kinds[3], "prompt is too long: the input token count exceeds the maximum");
            case UNKNOWN -> refuse(exchange, wire, 404, kinds[4], "model: " + model);
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
                send(exchange, 307, "text/plain", "");
            }
            case SILENT -> closed.await();
            default -> stream(exchange, wire, model, behaviour, Answers.to(wire.user(body), behaviour));
        }
    }

    private static void refuse(HttpExchange exchange, Wire wire, int status, String kind, String message)
            throws IOException {
        send(exchange, status, "application/json", wire.error(status, kind, message));
    }

    private void stream(HttpExchange exchange, Wire wire, String model, Behaviour behaviour, String text)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            words(out, wire, model, behaviour, text);
        } catch (IOException gone) {
            abandoned.incrementAndGet();
            throw gone;
        }
        if (behaviour == Behaviour.DIES_ONCE || behaviour == Behaviour.DIES_ALWAYS) {
            throw new IOException("dies");
        }
        exchange.close();
    }

    private void words(OutputStream out, Wire wire, String model, Behaviour behaviour, String text)
            throws IOException, InterruptedException {
        wire.begin(out, model);
        int count = 0;
        for (String word : text.split("(?<=\\s)(?=\\S)", -1)) {
            if (behaviour == Behaviour.EMPTY) {
                break;
            }
            wire.text(out, model, word);
            if (behaviour == Behaviour.SLOW && closed.await(60, TimeUnit.MILLISECONDS)) {
                return;
            }
            if (++count == WORDS_BEFORE_THE_END && !middle(out, wire, model, behaviour)) {
                return;
            }
        }
        String reason = behaviour == Behaviour.LIMITED ? wire.limited() : "";
        wire.end(out, model, reason, INPUT_TOKENS, OUTPUT_TOKENS);
    }

    /** What happens after some words; false for the end. */
    private boolean middle(OutputStream out, Wire wire, String model, Behaviour behaviour)
            throws IOException, InterruptedException {
        switch (behaviour) {
            case DIES_ONCE, DIES_ALWAYS -> {
                // What the asker has not read when the connection breaks is lost to it: let it read.
                closed.await(100, TimeUnit.MILLISECONDS);
                return false;
            }
            case ENDS_EARLY -> {
                return false;
            }
            case FAILS_IN_STREAM -> wire.error(out);
            case GARBLED -> {
                out.write("data: {\"garbled\": \n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                out.flush();
            }
            case REFUSES -> wire.end(out, model, wire.filtered(), INPUT_TOKENS, OUTPUT_TOKENS);
            case FALLS_SILENT -> closed.await();
            case ENDLESS -> {
                while (!closed.await(2, TimeUnit.MILLISECONDS)) {
                    wire.text(out, model, "and ");
                }
            }
            default -> {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        closed.countDown();
        super.close();
    }
}
