package io.longwire.summarizer.model;

import static io.longwire.summarizer.model.ModelException.Reason.KEY_MISSING;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider takes its key, before work is begun that needs it: asks for the list of models, which costs
 * nothing, and remembers the answer for a while. Only a plain no counts; a provider that is not reached, or that will
 * not show this key its list, may well take it. Any thread; blocks for some seconds at most, so never an event loop.
 */
public final class KeyCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TAKEN_FOR = Duration.ofMinutes(10);
    private static final Duration REFUSED_FOR = Duration.ofSeconds(30);

    private final ModelSettings settings;
    private final Models models;
    private final Chats chats;
    private final HttpClient http;
    private final Map<Provider, Known> known = new ConcurrentHashMap<>();

    /** @param refused null for a key that is taken */
    private record Known(long untilNanos, @Nullable String refused) {}

    public KeyCheck(ModelSettings settings) {
        this.settings = settings;
        models = new Models(settings);
        chats = new Chats(settings);
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
        if (settings.proxy() != null) {
            client.proxy(ProxySelector.of(settings.proxy()));
        }
        http = client.build();
    }

    /** @throws ModelException if the key of the model's provider is missing or refused */
    public void check(Model model) throws ModelException {
        if (model.provider() == Provider.DEMO) {
            return;
        }
        if (!models.available(model)) {
            throw missing(model);
        }
        Known answer = known.get(model.provider());
        if (answer == null || System.nanoTime() - answer.untilNanos() > 0) {
            ModelException refused = ask(model);
            Duration keep = refused == null ? TAKEN_FOR : REFUSED_FOR;
            answer = new Known(System.nanoTime() + keep.toNanos(), refused == null ? null : refused.getMessage());
            known.put(model.provider(), answer);
        }
        if (answer.refused() != null) {
            throw new ModelException(ModelException.Reason.KEY_REFUSED, answer.refused(), false);
        }
    }

    static ModelException missing(Model model) {
        return new ModelException(
                KEY_MISSING,
                "The model " + model.id() + " needs " + model.provider().keyVariable() + ", which is not set",
                false);
    }

    private @Nullable ModelException ask(Model model) {
        String key = settings.keys().getOrDefault(model.provider(), "");
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(chats.base(model.provider()) + "/models"))
                    .timeout(TIMEOUT);
            switch (model.provider()) {
                case OPENAI -> request.header("Authorization", "Bearer " + key);
                case ANTHROPIC -> request.header("x-api-key", key).header("anthropic-version", "2023-06-01");
                case GOOGLE -> request.header("x-goog-api-key", key);
                case DEMO -> throw new IllegalArgumentException("the demo has no key");
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean refused = answer.statusCode() == 401
                    || (answer.statusCode() == 400 && answer.body().contains("API_KEY_INVALID"));
            return refused
                    ? new ProviderErrors(model, key).ofStatus(answer.statusCode(), answer.body(), answer.headers())
                    : null;
        } catch (IOException notReached) {
            return null;
        } catch (IllegalArgumentException keyThatNoHeaderHolds) {
            return new ModelException(
                    ModelException.Reason.KEY_REFUSED,
                    model.provider().keyVariable() + " has characters that no key has",
                    false);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
