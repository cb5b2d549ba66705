package io.longwire.summarizer.video;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Links in a text that somebody pasted. A link is taken only when its scheme, host, path and id are all known; what is
 * asked of the video service is then made of the id alone, never of the text. A link to a video within a playlist
 * ({@code watch?v=…&list=…}) is that video. Stateless; any thread.
 */
public final class Links {
    private static final int MOST = 200;
    private static final int LONGEST = 2_000;

    /** Not {@code \s}: a no-break space from a text processor parts links as well. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z},]+");

    private static final Set<String> HOSTS =
            Set.of("youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com");
    private static final Set<String> EMBED_HOSTS = Set.of("youtube-nocookie.com", "www.youtube-nocookie.com");
    private static final String SHORT_HOST = "youtu.be";

    private Links() {}

    /**
     * The links of a text, parted by white space or commas, each once, in their order; none for a text without any.
     *
     * @throws LinkException naming the first piece that is no link to a video or playlist
     */
    public static List<Link> parse(String text) throws LinkException {
        var links = new LinkedHashSet<Link>();
        for (String piece : BETWEEN.split(text, -1)) {
            if (piece.isEmpty()) {
                continue;
            }
            Link link = one(piece);
            if (link == null) {
                throw LinkException.notALink(piece);
            }
            links.add(link);
            if (links.size() > MOST) {
                throw LinkException.tooMany(MOST);
            }
        }
        return new ArrayList<>(links);
    }

    private static @Nullable Link one(String piece) {
        if (piece.length() > LONGEST) {
            return null;
        }
        URI uri;
        try {
            uri = new URI(piece);
        } catch (URISyntaxException noUri) {
            return null;
        }
        if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null || !hasUsualPort(uri)) {
            return null;
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (host.equals(SHORT_HOST)) {
            return video(path.startsWith("/") ? path.substring(1) : path);
        }
        if (EMBED_HOSTS.contains(host)) {
            return embedded(uri, path);
        }
        return HOSTS.contains(host) ? ofPath(uri, path) : null;
    }

    private static boolean hasUsualPort(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return (scheme.equals("https") && (uri.getPort() == -1 || uri.getPort() == 443))
                || (scheme.equals("http") && (uri.getPort() == -1 || uri.getPort() == 80));
    }

    private static @Nullable Link ofPath(URI uri, String path) {
        if (path.equals("/watch") || path.equals("/watch/")) {
            return video(parameter(uri, "v"));
        }
        if (path.equals("/playlist") || path.equals("/playlist/")) {
            return playlist(parameter(uri, "list"));
        }
        for (String form : List.of("/shorts/", "/live/", "/v/")) {
            if (path.startsWith(form)) {
                return video(path.substring(form.length()));
            }
        }
        return embedded(uri, path);
    }

    private static @Nullable Link embedded(URI uri, String path) {
        if (!path.startsWith("/embed/")) {
            return null;
        }
        return path.equals("/embed/videoseries")
                ? playlist(parameter(uri, "list"))
                : video(path.substring("/embed/".length()));
    }

    private static @Nullable Link video(@Nullable String id) {
        if (id == null) {
            return null;
        }
        String bare = id.endsWith("/") ? id.substring(0, id.length() - 1) : id;
        return VideoId.isOne(bare) ? new VideoLink(new VideoId(bare)) : null;
    }

    private static @Nullable Link playlist(@Nullable String id) {
        return id != null && PlaylistLink.isOne(id) ? new PlaylistLink(id) : null;
    }

    /** The value as it stands (an id needs no escapes); null when there is none, or more than one. */
    private static @Nullable String parameter(URI uri, String name) {
        String query = uri.getRawQuery();
        if (query == null) {
            return null;
        }
        String found = null;
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                if (found != null) {
                    return null;
                }
                found = pair.substring(name.length() + 1);
            }
        }
        return found;
    }
}
