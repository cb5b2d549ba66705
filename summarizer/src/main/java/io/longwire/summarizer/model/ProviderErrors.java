package io.longwire.summarizer.model;

import static io.longwire.summarizer.model.ModelException.Reason.INVALID_ANSWER;
import static io.longwire.summarizer.model.ModelException.Reason.KEY_REFUSED;
import static io.longwire.summarizer.model.ModelException.Reason.NETWORK;
import static io.longwire.summarizer.model.ModelException.Reason.OVERLOADED;
import static io.longwire.summarizer.model.ModelException.Reason.RATE_LIMITED;
import static io.longwire.summarizer.model.ModelException.Reason.REFUSED;
import static io.longwire.summarizer.model.ModelException.Reason.TOO_LONG;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Names what a provider says is wrong, as a status with a body or as an error in mid-stream. All three say {@code
 * {"error": {…}}} with a message and a word for the kind, {@code type}, {@code code} or {@code status}.
 */
final class ProviderErrors {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_MESSAGE = 300;

    private final Model model;
    private final String key;

    /** @param key never shown, should a provider repeat it */
    ProviderErrors(Model model, String key) {
        this.model = model;
        this.key = key;
    }

    ModelException ofStatus(int status, String body, HttpHeaders headers) {
        JsonNode error = error(body);
        Duration wait = RetryAfter.of(headers, error);
        return named(status, error).retryAfter(wait);
    }

    /** The status is said in the error itself, by some. */
    ModelException inStream(JsonNode error) {
        return named(error.path("code").asInt(0), error).retryAfter(RetryAfter.of(null, error));
    }

    ModelException unreachable(String why, @Nullable Throwable cause) {
        return new ModelException(NETWORK, title() + " cannot be reached" + why, true, cause);
    }

    ModelException unreadable(@Nullable Throwable cause) {
        return new ModelException(INVALID_ANSWER, title() + "'s answer cannot be read", true, cause);
    }

    ModelException keyRefused() {
        return new ModelException(
                KEY_REFUSED, title() + " refuses the key in " + model.provider().keyVariable(), false);
    }

    ModelException refused(String why) {
        return new ModelException(REFUSED, model.name() + " does not summarise this: " + why, false);
    }

    private ModelException named(int status, JsonNode error) {
        String said = said(error);
        String words = (kind(error) + " " + said).toLowerCase(Locale.ROOT);
        if (words.contains("insufficient_quota") || words.contains("credit balance")) {
            return new ModelException(KEY_REFUSED, title() + " has no credit for the key: " + said, false);
        }
        if (status == 401
                || status == 403
                || words.contains("api_key_invalid")
                || words.contains("authentication_error")
                || words.contains("permission_")
                || words.contains("invalid_api_key")) {
            return new ModelException(
                    KEY_REFUSED,
                    title() + " refuses the key in " + model.provider().keyVariable(),
                    false);
        }
        if (status == 429 || words.contains("rate_limit") || words.contains("resource_exhausted")) {
            return new ModelException(RATE_LIMITED, title() + " asks to wait: too many requests at the moment", true);
        }
        if (status == 413
                || words.contains("context_length")
                || words.contains("too long")
                || words.contains("token count")
                || words.contains("request_too_large")) {
            return new ModelException(TOO_LONG, "The text is too long for " + model.name(), false);
        }
        if (status >= 500
                || status == 408
                || status == 409
                || words.contains("overloaded")
                || words.contains("unavailable")
                || words.contains("api_error")
                || words.contains("server_error")
                || words.contains("internal")) {
            return new ModelException(
                    OVERLOADED,
                    title() + " is overloaded or fails at the moment" + (status > 0 ? " (status " + status + ")" : ""),
                    true);
        }
        if (status == 404 || words.contains("not_found")) {
            return new ModelException(REFUSED, title() + " knows no model '" + model.id() + "'", false);
        }
        if (status >= 300 && status < 400) {
            return new ModelException(REFUSED, title() + " redirects to another address, which was not asked", false);
        }
        return new ModelException(
                REFUSED, title() + " refuses the request" + (said.isEmpty() ? "" : ": " + said), false);
    }

    private String title() {
        return model.provider().title();
    }

    private static JsonNode error(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            return (root.isArray() ? root.path(0) : root).path("error");
        } catch (JacksonException noJson) {
            return JSON.createObjectNode();
        }
    }

    private static String kind(JsonNode error) {
        var kind = new StringBuilder(error.path("type").asString("") + " "
                + error.path("code").asString("") + " " + error.path("status").asString(""));
        for (JsonNode detail : error.path("details")) {
            kind.append(' ').append(detail.path("reason").asString(""));
        }
        return kind.toString();
    }

    /** The provider's own words: one line, bounded, without the key. */
    private String said(JsonNode error) {
        String message =
                error.isString() ? error.stringValue() : error.path("message").asString("");
        String line = message.replaceAll("[\\p{C}\\s]+", " ").strip();
        String safe = key.isEmpty() ? line : line.replace(key, "…");
        return safe.length() <= LONGEST_MESSAGE ? safe : safe.substring(0, LONGEST_MESSAGE) + "…";
    }
}
