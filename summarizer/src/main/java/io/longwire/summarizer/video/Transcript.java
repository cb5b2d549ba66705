package io.longwire.summarizer.video;

import java.time.Duration;

/**
 * What is said in a video. Immutable.
 *
 * @param language of the text, such as {@code en}
 * @param generated whether a machine wrote it
 */
public record Transcript(
        VideoId video,
        String title,
        String channel,
        Duration length,
        String language,
        boolean generated,
        String text) {}
