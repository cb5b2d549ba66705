package io.longwire.summarizer.model;

/**
 * What a summary took. Immutable.
 *
 * @param estimatedCost US dollars
 */
public record Usage(long inputTokens, long outputTokens, double estimatedCost) {}
