package io.longwire.summarizer.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The library's models, set up for one request. Sampling is left to each model: newer ones refuse to be told. Stateless. */
final class Chats {
    private final ModelSettings settings;

    Chats(ModelSettings settings) {
        this.settings = settings;
    }

    StreamingChatModel of(Model model, int outputTokens, HttpClient http) {
        String key = settings.keys().getOrDefault(model.provider(), "");
        var client = new Given(http);
        return switch (model.provider()) {
            case OPENAI ->
                OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(client)
                        .baseUrl(base(model.provider()))
                        .apiKey(key)
                        .modelName(model.id())
                        .maxCompletionTokens(outputTokens)
                        .build();
            case ANTHROPIC ->
                AnthropicStreamingChatModel.builder()
                        .httpClientBuilder(client)
                        .baseUrl(base(model.provider()))
                        .apiKey(key)
                        .modelName(model.id())
                        .maxTokens(outputTokens)
                        .build();
            case GOOGLE ->
                GoogleAiGeminiStreamingChatModel.builder()
                        .httpClientBuilder(client)
                        .baseUrl(base(model.provider()))
                        .apiKey(key)
                        .modelName(model.id())
                        .maxOutputTokens(outputTokens)
                        .build();
            case DEMO -> throw new IllegalArgumentException("the demo is nobody's model");
        };
    }

    /**
     * Where a provider is asked, with the version, without a slash at the end. As the providers' own libraries read such
     * a variable: OpenAI's has the version in it, the others' not; with it they are understood as well.
     */
    String base(Provider provider) {
        return switch (provider) {
            case OPENAI -> base(provider, "https://api.openai.com/v1", "");
            case ANTHROPIC -> base(provider, "https://api.anthropic.com/v1", "/v1");
            case GOOGLE -> base(provider, "https://generativelanguage.googleapis.com/v1beta", "/v1beta");
            case DEMO -> throw new IllegalArgumentException("the demo is nobody's model");
        };
    }

    private String base(Provider provider, String usual, String version) {
        URI given = settings.baseUrls().get(provider);
        if (given == null) {
            return usual;
        }
        String url = given.toString().replaceAll("/+$", "");
        return url.endsWith(version) || url.matches(".*/v1(beta)?") ? url : url + version;
    }

    /** Hands the library a client as if it had built it. */
    private static final class Given implements HttpClientBuilder {
        private final HttpClient http;
        private @Nullable Duration connectTimeout;
        private @Nullable Duration readTimeout;

        private Given(HttpClient http) {
            this.http = http;
        }

        @Override
        public @Nullable Duration connectTimeout() {
            return connectTimeout;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        @Override
        public @Nullable Duration readTimeout() {
            return readTimeout;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            readTimeout = timeout;
            return this;
        }

        @Override
        public HttpClient build() {
            return http;
        }
    }
}
