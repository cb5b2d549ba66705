package io.longwire.summarizer.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The playlists there are. */
public enum Playlist {
    /** Three videos, one of them private. */
    THREE("PLthreeVideos0001"),
    /** 150 videos: a page of 100 and another with the rest. */
    LONG("PLlongPlaylist001"),
    /** Three videos in the newer form of the page. */
    NEWER("PLnewerPageForm01"),
    EMPTY("PLemptyPlaylist01"),
    PRIVATE("PLprivateList0001"),
    /** A page without data. */
    GARBLED("PLgarbledPage0001");

    private static final int PAGE = 100;
    private static final int LONG_LENGTH = 150;

    private final String id;

    Playlist(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    static String page(String id) {
        if (id.equals(GARBLED.id)) {
            return "<html><body>Something went wrong</body></html>";
        }
        Object data = data(id);
        return "<!DOCTYPE html><html><head><script>ytcfg.set({\"INNERTUBE_API_KEY\":\"" + VideoService.KEY
                + "\",\"INNERTUBE_CONTEXT_CLIENT_VERSION\":\"2.20260901.01.00\"});</script></head><body>"
                + "<script nonce=\"n\">var ytInitialData = "
                + LoopbackServer.JSON.writeValueAsString(data) + ";</script><p>}</p></body></html>";
    }

    private static Object data(String id) {
        if (id.equals(THREE.id)) {
            return contents(entries(List.of("vThreeOne01", Video.PRIVATE.id(), "vThreeTwo02")));
        }
        if (id.equals(LONG.id)) {
            List<Object> entries = entries(ids(0, PAGE));
            entries.add(Map.of(
                    "continuationItemRenderer",
                    Map.of(
                            "trigger",
                            "CONTINUATION_TRIGGER_ON_ITEM_SHOWN",
                            "continuationEndpoint",
                            Map.of("continuationCommand", Map.of("token", "next-100", "request", "BROWSE")))));
            return contents(entries);
        }
        if (id.equals(NEWER.id)) {
            List<Object> entries = new ArrayList<>();
            for (String video : List.of("vNewerOne01", "vNewerTwo02", "vNewerThr03")) {
                entries.add(Map.of(
                        "lockupViewModel", Map.of("contentId", video, "contentType", "LOCKUP_CONTENT_TYPE_VIDEO")));
            }
            return contents(entries);
        }
        if (id.equals(EMPTY.id)) {
            return contents(new ArrayList<>());
        }
        String said = id.equals(PRIVATE.id) ? "This playlist is private." : "The playlist does not exist.";
        return Map.of(
                "alerts",
                List.of(Map.of(
                        "alertRenderer",
                        Map.of("type", "ERROR", "text", Map.of("runs", List.of(Map.of("text", said)))))));
    }

    /** The answer with what follows the first page. */
    static String next(String token) {
        List<Object> items = token.equals("next-100") ? entries(ids(PAGE, LONG_LENGTH)) : List.of();
        return LoopbackServer.JSON.writeValueAsString(Map.of(
                "onResponseReceivedActions",
                List.of(Map.of("appendContinuationItemsAction", Map.of("continuationItems", items)))));
    }

    private static List<String> ids(int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ids.add(String.format(java.util.Locale.ROOT, "vLongList%02x", i));
        }
        return ids;
    }

    private static List<Object> entries(List<String> videos) {
        List<Object> entries = new ArrayList<>();
        for (String video : videos) {
            entries.add(Map.of(
                    "playlistVideoRenderer",
                    Map.of(
                            "videoId",
                            video,
                            "title",
                            Map.of("runs", List.of(Map.of("text", "Title of " + video))),
                            "isPlayable",
                            true,
                            "navigationEndpoint",
                            Map.of("watchEndpoint", Map.of("videoId", video)))));
        }
        return entries;
    }

    private static Object contents(List<Object> entries) {
        Object list = Map.of("playlistVideoListRenderer", Map.of("contents", entries));
        Object section = Map.of("itemSectionRenderer", Map.of("contents", List.of(list)));
        Object tab = Map.of(
                "tabRenderer", Map.of("content", Map.of("sectionListRenderer", Map.of("contents", List.of(section)))));
        return Map.of("contents", Map.of("twoColumnBrowseResultsRenderer", Map.of("tabs", List.of(tab))));
    }
}
