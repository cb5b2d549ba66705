package io.longwire.summarizer.video;

/** What a link that somebody pasted names. */
public sealed interface Link permits VideoLink, PlaylistLink {
    /** The link in its one plain form: two links to the same thing have the same. */
    String url();
}
