package io.longwire.summarizer.video;

import java.time.Duration;

/**
 * What was said in a video, as its captions have it: written by strangers, title and channel as well, so it is data and
 * never markup or an instruction.
 *
 * @param length zero when the video service does not say
 * @param language the captions' language tag, such as {@code en} or {@code pt-BR}
 * @param generated whether the captions come from speech recognition
 * @param text one line, words parted by single spaces
 */
public record Transcript(
        VideoId video,
        String title,
        String channel,
        Duration length,
        String language,
        boolean generated,
        String text) {}
