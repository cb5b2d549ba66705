package io.longwire.summarizer.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Anthropic's messages: named events around content blocks. */
final class AnthropicWire implements Wire {
    @Override
    public String key(LoopbackServer.Asked request) {
        return request.headers().containsKey("anthropic-version")
                ? request.headers().getOrDefault("x-api-key", "")
                : "";
    }

    @Override
    public String model(LoopbackServer.Asked request, JsonNode body) {
        return body.path("model").asString("");
    }

    @Override
    public String user(JsonNode body) {
        JsonNode content = body.path("messages").path(0).path("content");
        return content.isString()
                ? content.stringValue()
                : content.path(0).path("text").asString("");
    }

    @Override
    public void begin(OutputStream out, String model) throws IOException {
        event(
                out,
                "message_start",
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_standin\",\"type\":\"message\",\"role\":\"assistant\","
                        + "\"model\":\"" + model
                        + "\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":1200,"
                        + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":1}}}");
        event(
                out,
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
        event(out, "ping", "{\"type\": \"ping\"}");
    }

    @Override
    public void text(OutputStream out, String model, String text) throws IOException {
        event(
                out,
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":"
                        + Wire.json(text) + "}}");
    }

    @Override
    public void end(OutputStream out, String model, String reason, int input, int output) throws IOException {
        event(out, "content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}");
        event(
                out,
                "message_delta",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + (reason.isEmpty() ? "end_turn" : reason)
                        + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":" + output + "}}");
        event(out, "message_stop", "{\"type\":\"message_stop\"}");
    }

    private static void event(OutputStream out, String name, String data) throws IOException {
        out.write(("event: " + name + "\ndata: " + data + "\n\n").getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void error(OutputStream out) throws IOException {
        event(out, "error", error(529, "overloaded_error", "Overloaded"));
    }

    @Override
    public String limited() {
        return "max_tokens";
    }

    @Override
    public String filtered() {
        return "refusal";
    }

    @Override
    public String error(int status, String kind, String message) {
        return Wire.json(Map.of(
                "type", "error", "error", Map.of("type", kind, "message", message), "request_id", "req_standin"));
    }

    @Override
    public String[] kinds() {
        return new String[] {
            "authentication_error",
            "rate_limit_error",
            "invalid_request_error",
            "invalid_request_error",
            "not_found_error",
            "api_error"
        };
    }
}
