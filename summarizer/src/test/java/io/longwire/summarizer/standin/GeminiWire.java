package io.longwire.summarizer.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Gemini's streamGenerateContent with {@code alt=sse}: whole responses as unnamed events, lines ended by CR LF. */
final class GeminiWire implements Wire {
    private static final Pattern MODEL = Pattern.compile("/models/([^:]+):");
    private static final String OVERLOADED = "The model is overloaded. Please try again later.";

    @Override
    public String key(LoopbackServer.Asked request) {
        return request.headers().getOrDefault("x-goog-api-key", "");
    }

    @Override
    public String model(LoopbackServer.Asked request, JsonNode body) {
        Matcher model = MODEL.matcher(request.target());
        return model.find() ? model.group(1) : "";
    }

    @Override
    public String user(JsonNode body) {
        return body.path("contents").path(0).path("parts").path(0).path("text").asString("");
    }

    @Override
    public void begin(OutputStream out, String model) {
        // The first text is the beginning.
    }

    @Override
    public void text(OutputStream out, String model, String text) throws IOException {
        event(
                out,
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":" + Wire.json(text)
                        + "}],\"role\":\"model\"},\"index\":0}]," + usage(1200, 1, 0) + tail(model));
    }

    @Override
    public void end(OutputStream out, String model, String reason, int input, int output) throws IOException {
        event(
                out,
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},\"finishReason\":\""
                        + (reason.isEmpty() ? "STOP" : reason) + "\",\"index\":0}]," + usage(input, output - 10, 10)
                        + tail(model));
    }

    /** Thinking is no part of the candidates' tokens, and is of the total. */
    private static String usage(int input, int output, int thoughts) {
        return "\"usageMetadata\":{\"promptTokenCount\":" + input + ",\"candidatesTokenCount\":" + output
                + ",\"totalTokenCount\":" + (input + output + thoughts) + ",\"thoughtsTokenCount\":" + thoughts + "}";
    }

    private static String tail(String model) {
        return ",\"modelVersion\":\"" + model + "\",\"responseId\":\"standin\"}";
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\r\n\r\n").getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void error(OutputStream out) throws IOException {
        event(out, error(503, "UNAVAILABLE", OVERLOADED));
    }

    @Override
    public String limited() {
        return "MAX_TOKENS";
    }

    @Override
    public String filtered() {
        return "SAFETY";
    }

    @Override
    public int wrongKeyStatus() {
        return 400;
    }

    @Override
    public String error(int status, String kind, String message) {
        boolean wrongKey = kind.equals("API_KEY_INVALID");
        List<Object> details = wrongKey
                ? List.of(Map.of(
                        "@type",
                        "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason",
                        kind,
                        "domain",
                        "googleapis.com"))
                : List.of();
        return Wire.json(Map.of(
                "error",
                Map.of(
                        "code",
                        status,
                        "message",
                        message,
                        "status",
                        wrongKey ? "INVALID_ARGUMENT" : kind,
                        "details",
                        details)));
    }

    @Override
    public String[] kinds() {
        return new String[] {
            "API_KEY_INVALID", "RESOURCE_EXHAUSTED", "RESOURCE_EXHAUSTED", "INVALID_ARGUMENT", "NOT_FOUND", "INTERNAL"
        };
    }
}
