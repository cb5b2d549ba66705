package io.longwire.summarizer.model;

/**
 * A language model. Immutable.
 *
 * @param name for people
 * @param inputPricePerMillion US dollars per million tokens, as is {@code outputPricePerMillion}
 */
public record Model(
        String id,
        String name,
        Provider provider,
        int contextTokens,
        int maxOutputTokens,
        double inputPricePerMillion,
        double outputPricePerMillion) {}
