package io.longwire.summarizer.video;

/** A link to one video. Immutable. */
public record VideoLink(VideoId video) implements Link {}
