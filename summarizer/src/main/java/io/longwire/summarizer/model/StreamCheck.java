package io.longwire.summarizer.model;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at each event of a provider's stream for what the library passes over: an error in mid-stream, a refusal, and
 * whether the stream came to its proper end. One stream; one thread.
 */
final class StreamCheck {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPENAI_END = "[DONE]";

    private final ProviderErrors errors;
    private boolean ended;

    StreamCheck(ProviderErrors errors) {
        this.errors = errors;
    }

    void see(String data) throws ModelException {
        if (data.equals(OPENAI_END)) {
            ended = true;
            return;
        }
        JsonNode event;
        try {
            event = JSON.readTree(data);
        } catch (JacksonException noJson) {
            throw errors.unreadable(noJson);
        }
        JsonNode error = event.path("error");
        if (error.isObject() || error.isString()) {
            throw errors.inStream(error);
        }
        String blocked = event.path("promptFeedback").path("blockReason").asString("");
        if (!blocked.isEmpty()) {
            throw errors.refused(blocked);
        }
        if (event.path("delta").path("stop_reason").asString("").equals("refusal")) {
            throw errors.refused("refusal");
        }
        ended |= event.path("type").asString("").equals("message_stop")
                || event.path("choices").path(0).path("finish_reason").isString()
                || event.path("candidates").path(0).path("finishReason").isString();
    }

    /** Whether the stream said that it is complete. */
    boolean ended() {
        return ended;
    }
}
