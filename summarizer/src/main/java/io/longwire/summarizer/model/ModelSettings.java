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
    /** About two hours of speech. */
    private static final int PART_TOKENS = 24_000;

    public ModelSettings {
        keys = Map.copyOf(keys);
        baseUrls = Map.copyOf(baseUrls);
        models = List.copyOf(models);
    }

    /** The built-in models, no key, no demo. */
    public static ModelSettings defaults() {
        return new ModelSettings(
                Map.of(),
                Map.of(),
                ModelList.builtIn(),
                null,
                false,
                null,
                3,
                PART_TOKENS,
                Retries.defaults(),
                Duration.ofMinutes(2),
                Duration.ofMillis(40));
    }

    public ModelSettings withKeys(Map<Provider, String> given) {
        return new ModelSettings(
                given,
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

    public ModelSettings withBaseUrls(Map<Provider, URI> given) {
        return new ModelSettings(
                keys, given, models, preferred, demo, proxy, partsInParallel, partTokens, retries, silence, demoGap);
    }

    public ModelSettings withModels(List<Model> given, @Nullable String preferredId) {
        return new ModelSettings(
                keys,
                baseUrls,
                given,
                preferredId,
                demo,
                proxy,
                partsInParallel,
                partTokens,
                retries,
                silence,
                demoGap);
    }

    public ModelSettings withDemo(boolean on, Duration gap) {
        return new ModelSettings(
                keys, baseUrls, models, preferred, on, proxy, partsInParallel, partTokens, retries, silence, gap);
    }

    public ModelSettings withProxy(@Nullable InetSocketAddress address) {
        return new ModelSettings(
                keys,
                baseUrls,
                models,
                preferred,
                demo,
                address,
                partsInParallel,
                partTokens,
                retries,
                silence,
                demoGap);
    }

    public ModelSettings withParts(int inParallel, int tokens) {
        return new ModelSettings(
                keys, baseUrls, models, preferred, demo, proxy, inParallel, tokens, retries, silence, demoGap);
    }

    public ModelSettings withPatience(Retries given, Duration longestSilence) {
        return new ModelSettings(
                keys,
                baseUrls,
                models,
                preferred,
                demo,
                proxy,
                partsInParallel,
                partTokens,
                given,
                longestSilence,
                demoGap);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ModelSettings[keys of " + keys.keySet() + ", models=" + models + "]";
    }
}
