package io.longwire.summarizer.standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.JsonNode;

/** One provider's format: of a request, of a stream's pieces, of an error. */
interface Wire {
    String key(LoopbackServer.Asked request);

    String model(LoopbackServer.Asked request, JsonNode body);

    /** What the model is told by the user. */
    String user(JsonNode body);

    void begin(OutputStream out, String model) throws IOException;

    void text(OutputStream out, String model, String text) throws IOException;

    void end(OutputStream out, String model, String reason, int input, int output) throws IOException;

    /** An error in mid-stream. */
    void error(OutputStream out) throws IOException;

    /** How a stream ends that went to its limit, and one that a filter ended. */
    String limited();

    String filtered();

    /** An error in the provider's words. */
    String error(int status, String kind, String message);

    /** The kinds of error for a wrong key, too many requests, no credit, too much text, no such model, own failure. */
    String[] kinds();

    /** 401, or what the provider answers to a wrong key. */
    default int wrongKeyStatus() {
        return 401;
    }

    static boolean takes(HttpExchange exchange, String path) {
        return exchange.getRequestURI().getPath().matches(path)
                && exchange.getRequestMethod().equals("POST");
    }

    static String json(Object value) {
        return LoopbackServer.JSON.writeValueAsString(value);
    }
}
