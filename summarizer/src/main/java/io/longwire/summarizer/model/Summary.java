package io.longwire.summarizer.model;

/** A summary as a model wrote it, and what it took. Immutable. */
public record Summary(String markdown, Usage usage) {}
