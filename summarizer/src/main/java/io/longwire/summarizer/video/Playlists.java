package io.longwire.summarizer.video;

import static io.longwire.summarizer.video.TranscriptException.Reason.NETWORK;
import static io.longwire.summarizer.video.TranscriptException.Reason.NOT_A_VIDEO;
import static io.longwire.summarizer.video.TranscriptException.Reason.PLAYLIST;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Expands a playlist into its videos as its page shows them, a hundred at a time; no key of an API is needed. Any thread; blocks. */
final class Playlists {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SITE = "https://www.youtube.com/";
    private static final Map<String, String> ENGLISH = Map.of("Accept-Language", "en-US");
    /** Of the page's own client, for a page that does not say its version. */
    private static final String SOME_VERSION = "2.20250101.00.00";

    private final VideoRequests requests;
    private final int most;

    Playlists(VideoRequests requests, int most) {
        this.requests = requests;
        this.most = most;
    }

    List<VideoId> videos(String playlistId) throws TranscriptException {
        if (!PlaylistLink.isOne(playlistId)) {
            throw new TranscriptException(PLAYLIST, "There is no such playlist");
        }
        String html;
        try {
            html = requests.ask(SITE + "playlist?list=" + playlistId, ENGLISH, null);
        } catch (TranscriptException failed) {
            throw failed.reason() == NOT_A_VIDEO
                    ? new TranscriptException(PLAYLIST, "There is no such playlist", failed)
                    : failed;
        }
        try {
            return read(html);
        } catch (JacksonException unreadable) {
            throw new TranscriptException(NETWORK, "The playlist's page cannot be read", unreadable);
        }
    }

    private List<VideoId> read(String html) throws TranscriptException {
        PlaylistPage page = PlaylistPage.ofHtml(html);
        if (page == null) {
            throw html.contains("class=\"g-recaptcha\"")
                    ? VideoRequests.blocked()
                    : new TranscriptException(NETWORK, "The playlist's page cannot be read");
        }
        if (page.videos().isEmpty()) {
            String said = page.alert() == null ? "It is empty, or cannot be seen without signing in" : page.alert();
            throw new TranscriptException(PLAYLIST, "The playlist has no videos to read: " + said);
        }
        Set<VideoId> videos = new LinkedHashSet<>(page.videos());
        String key = PlaylistPage.key(html);
        String version = PlaylistPage.clientVersion(html);
        String next = page.continuation();
        while (next != null && key != null && videos.size() < most) {
            PlaylistPage more = PlaylistPage.ofJson(
                    requests.ask(SITE + "youtubei/v1/browse?key=" + key, ENGLISH, body(next, version)));
            if (!videos.addAll(more.videos())) {
                break;
            }
            next = more.continuation();
        }
        List<VideoId> found = new ArrayList<>(videos);
        return found.size() <= most ? found : List.copyOf(found.subList(0, most));
    }

    private static String body(String continuation, @Nullable String version) {
        return JSON.writeValueAsString(Map.of(
                "context",
                Map.of(
                        "client",
                        Map.of(
                                "clientName",
                                "WEB",
                                "clientVersion",
                                version == null ? SOME_VERSION : version,
                                "hl",
                                "en")),
                "continuation",
                continuation));
    }
}
