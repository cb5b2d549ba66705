package io.longwire.summarizer.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** OpenAI's chat completions: chunks as unnamed events, one with the use of tokens, {@code [DONE]}. */
final class OpenAiWire implements Wire {
    @Override
    public String key(LoopbackServer.Asked request) {
        return request.headers().getOrDefault("authorization", "").replaceFirst("^Bearer ", "");
    }

    @Override
    public String model(LoopbackServer.Asked request, JsonNode body) {
        return body.path("model").asString("");
    }

    @Override
    public String user(JsonNode body) {
        JsonNode content =
                body.path("messages").path(body.path("messages").size() - 1).path("content");
        return content.isString()
                ? content.stringValue()
                : content.path(0).path("text").asString("");
    }

    @Override
    public void begin(OutputStream out, String model) throws IOException {
        chunk(out, model, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
    }

    @Override
    public void text(OutputStream out, String model, String text) throws IOException {
        chunk(out, model, "{\"content\":" + Wire.json(text) + "}", "null");
    }

    @Override
    public void end(OutputStream out, String model, String reason, int input, int output) throws IOException {
        chunk(out, model, "{}", "\"" + (reason.isEmpty() ? "stop" : reason) + "\"");
        event(
                out,
                head(model) + "\"choices\":[],\"usage\":{\"prompt_tokens\":" + input + ",\"completion_tokens\":"
                        + output
                        + ",\"total_tokens\":" + (input + output)
                        + ",\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":0}}}");
        event(out, "[DONE]");
    }

    private static void chunk(OutputStream out, String model, String delta, String finish) throws IOException {
        event(
                out,
                head(model) + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
                        + finish + "}],\"usage\":null}");
    }

    private static String head(String model) {
        return "{\"id\":\"chatcmpl-standin\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\""
                + model + "\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_standin\",";
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void error(OutputStream out) throws IOException {
        event(out, error(500, "server_error", "The server had an error while processing your request."));
    }

    @Override
    public String limited() {
        return "length";
    }

    @Override
    public String filtered() {
        return "content_filter";
    }

    @Override
    public String error(int status, String kind, String message) {
        List<String> known = Arrays.asList(kinds());
        return Wire.json(Map.of(
                "error",
                Map.of(
                        "message",
                        message,
                        "type",
                        known.contains(kind) && status < 500 ? "invalid_request_error" : kind,
                        "code",
                        kind)));
    }

    @Override
    public String[] kinds() {
        return new String[] {
            "invalid_api_key",
            "rate_limit_exceeded",
            "insufficient_quota",
            "context_length_exceeded",
            "model_not_found",
            "server_error"
        };
    }
}
