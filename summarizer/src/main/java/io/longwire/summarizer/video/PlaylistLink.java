package io.longwire.summarizer.video;

/** A link to a playlist. Immutable. */
public record PlaylistLink(String id) implements Link {}
