package io.longwire.summarizer.video;

/** What a person may ask to have summarised. */
public sealed interface Link permits VideoLink, PlaylistLink {}
