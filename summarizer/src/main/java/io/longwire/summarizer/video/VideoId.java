package io.longwire.summarizer.video;

import java.util.regex.Pattern;

/** The name of one video: 11 characters. Immutable. */
public record VideoId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{11}");

    /** Throws {@link IllegalArgumentException} for text of another form. */
    public VideoId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a video's id has 11 letters, digits, '-' or '_'");
        }
    }
}
