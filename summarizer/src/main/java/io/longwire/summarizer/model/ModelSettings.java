package io.longwire.summarizer.model;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which models there are and how they are asked. Immutable.
 *
 * @param keys of the providers that have one
 * @param baseUrls asked in place of the providers' own
 * @param models in the order in which they are shown
 * @param preferred the model for who names none; null for the first whose key is there
 * @param demo whether the canned text is among the models
 * @param proxy an HTTP proxy for all requests; null for none
 * @param partsInParallel parts of one transcript asked for at the same time
 * @param partTokens a transcript longer than this is split
 * @param silence a provider that says nothing for so long is given up
 * @param demoGap time between two words of the canned text
 */
public record ModelSettings(
        Map<Provider, String> keys,
        Map<Provider, URI> baseUrls,
        List<Model> models,
        @Nullable String preferred,
        boolean demo,
        @Nullable InetSocketAddress proxy,
        int partsInParallel,
        int partTokens,
        Retries retries,
        Duration silence,
        Duration demoGap) {
    public ModelSettings {
        keys = Map.copyOf(keys);
        baseUrls = Map.copyOf(baseUrls);
        models = List.copyOf(models);
    }

    /** Begins with the built-in models, no key, no demo. */
    public static Builder builder() {
        return new Builder();
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ModelSettings[keys of " + keys.keySet() + ", models=" + models + "]";
    }

    /** Has a default for everything. One thread at a time. */
    public static final class Builder {
        /** About two hours of speech. */
        private static final int PART_TOKENS = 24_000;

        private Map<Provider, String> keys = Map.of();
        private Map<Provider, URI> baseUrls = Map.of();
        private List<Model> models = ModelList.builtIn();
        private @Nullable String preferred;
        private boolean demo;
        private @Nullable InetSocketAddress proxy;
        private int partsInParallel = 3;
        private int partTokens = PART_TOKENS;
        private Retries retries = Retries.defaults();
        private Duration silence = Duration.ofMinutes(2);
        private Duration demoGap = Duration.ofMillis(40);

        private Builder() {}

        public Builder keys(Map<Provider, String> value) {
            keys = value;
            return this;
        }

        public Builder baseUrls(Map<Provider, URI> value) {
            baseUrls = value;
            return this;
        }

        public Builder models(List<Model> value) {
            models = value;
            return this;
        }

        public Builder preferred(@Nullable String value) {
            preferred = value;
            return this;
        }

        public Builder demo(boolean value) {
            demo = value;
            return this;
        }

        public Builder proxy(@Nullable InetSocketAddress value) {
            proxy = value;
            return this;
        }

        public Builder partsInParallel(int value) {
            partsInParallel = value;
            return this;
        }

        public Builder partTokens(int value) {
            partTokens = value;
            return this;
        }

        public Builder retries(Retries value) {
            retries = value;
            return this;
        }

        public Builder silence(Duration value) {
            silence = value;
            return this;
        }

        public Builder demoGap(Duration value) {
            demoGap = value;
            return this;
        }

        public ModelSettings build() {
            return new ModelSettings(
                    keys,
                    baseUrls,
                    models,
                    preferred,
                    demo,
                    proxy,
                    partsInParallel,
                    partTokens,
                    retries,
                    silence,
                    demoGap);
        }
    }
}
