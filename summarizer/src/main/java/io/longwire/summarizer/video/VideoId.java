package io.longwire.summarizer.video;

import java.util.regex.Pattern;

/** The id of a video: 11 characters of {@code A-Z a-z 0-9 _ -}. Nothing else ever gets into a URL that is asked. */
public record VideoId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{11}");

    /** @throws IllegalArgumentException if it is no video id */
    public VideoId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a video's id has 11 characters of A-Z, a-z, 0-9, _ and -");
        }
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** The page of the video, for people. */
    public String url() {
        return "https://www.youtube.com/watch?v=" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
