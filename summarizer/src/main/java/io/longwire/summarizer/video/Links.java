package io.longwire.summarizer.video;

import java.util.ArrayList;
import java.util.List;

/** Reads links as people paste them. Stateless; any thread. */
public final class Links {
    private static final String WATCH = "https://www.youtube.com/watch?v=";
    private static final String LIST = "https://www.youtube.com/playlist?list=";

    private Links() {}

    /**
     * The links in a text, divided by white space or commas, each once, in order; none in an empty one.
     *
     * @throws LinkException naming the first piece that is no link to a video or playlist
     */
    public static List<Link> parse(String text) throws LinkException {
        var links = new ArrayList<Link>();
        for (String piece : text.strip().split("[\\s,]+", -1)) {
            if (piece.startsWith(WATCH) && piece.length() == WATCH.length() + 11) {
                links.add(new VideoLink(new VideoId(piece.substring(WATCH.length()))));
            } else if (piece.startsWith(LIST)) {
                links.add(new PlaylistLink(piece.substring(LIST.length())));
            } else if (!piece.isEmpty()) {
                throw new LinkException("'" + piece + "' is not a YouTube video or playlist");
            }
        }
        return List.copyOf(links);
    }
}
