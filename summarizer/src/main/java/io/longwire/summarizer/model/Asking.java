package io.longwire.summarizer.model;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Asks a model, and asks again when it is worth it. Any thread; blocks until the answer's end. */
final class Asking implements AutoCloseable {
    /** A summary is shorter; what models think before they write counts as well. */
    private static final int MOST_OUTPUT_TOKENS = 16_384;

    private final ModelSettings settings;
    private final Chats chats;
    private final HttpClient http;
    private final ScheduledExecutorService clock;

    Asking(ModelSettings settings) {
        this.settings = settings;
        chats = new Chats(settings);
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(15));
        if (settings.proxy() != null) {
            client.proxy(ProxySelector.of(settings.proxy()));
        }
        http = client.build();
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "summarizer-silence");
            thread.setDaemon(true);
            return thread;
        });
    }

    static int outputTokens(Model model) {
        return Math.min(Math.min(model.maxOutputTokens(), MOST_OUTPUT_TOKENS), model.contextTokens() / 3);
    }

    /**
     * @param more is given the text as it comes
     * @param restart called when what {@code more} was given is void
     */
    Attempt.Answer ask(
            Model model,
            Prompt prompt,
            Consumer<String> more,
            Runnable restart,
            Spending spending,
            Cancellation cancellation)
            throws ModelException {
        var errors = new ProviderErrors(model, settings.keys().getOrDefault(model.provider(), ""));
        var silence = new Silence(clock, settings.silence());
        for (int number = 1; ; number++) {
            var connection = new ProviderHttp(http, errors, silence, cancellation);
            var attempt = new Attempt(connection, more, cancellation);
            try {
                return attempt.run(chats.of(model, outputTokens(model), connection), prompt, errors, spending);
            } catch (ModelException failed) {
                Duration pause = settings.retries().pause(number, failed.retryAfter(), ThreadLocalRandom.current());
                if (!failed.isRetryable()
                        || pause == null
                        || number >= settings.retries().attempts()) {
                    throw failed;
                }
                if (attempt.hasStreamed()) {
                    restart.run();
                }
                if (cancellation.await(pause)) {
                    throw ModelException.cancelled();
                }
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
