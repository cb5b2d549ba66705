package io.longwire.summarizer.video;

import java.util.regex.Pattern;

/** A link to a playlist. Lists of one's own ({@code WL}, {@code LL}) have shorter ids: nobody else can read them. */
public record PlaylistLink(String id) implements Link {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{12,64}");

    /** @throws IllegalArgumentException if it is no playlist's id */
    public PlaylistLink {
        if (!isOne(id)) {
            throw new IllegalArgumentException("a playlist's id has 12 to 64 characters of A-Z, a-z, 0-9, _ and -");
        }
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String url() {
        return "https://www.youtube.com/playlist?list=" + id;
    }
}
