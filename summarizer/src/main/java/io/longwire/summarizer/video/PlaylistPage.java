package io.longwire.summarizer.video;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Videos named by a playlist's page, or by the answer with the next hundred. They are found wherever they stand in it:
 * the page's nesting changes often, the entries seldom.
 */
final class PlaylistPage {
    /** Script follows the data in a page. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern DATA =
            Pattern.compile("(?:var\\s+ytInitialData|window\\[\"ytInitialData\"])\\s*=\\s*\\{");
    private static final Pattern KEY = Pattern.compile("\"INNERTUBE_API_KEY\"\\s*:\\s*\"([A-Za-z0-9_-]{1,100})\"");
    private static final Pattern CLIENT =
            Pattern.compile("\"INNERTUBE_(?:CONTEXT_)?CLIENT_VERSION\"\\s*:\\s*\"([0-9A-Za-z._-]{1,50})\"");

    private final Set<VideoId> videos = new LinkedHashSet<>();
    private @Nullable String continuation;
    private @Nullable String alert;

    private PlaylistPage(JsonNode root) {
        JsonNode contents = root.path("contents");
        walk(contents.isMissingNode() ? root : contents);
        for (JsonNode one : root.path("alerts")) {
            JsonNode renderer = one.path("alertRenderer");
            if (renderer.path("type").asString("").equals("ERROR")) {
                alert = words(renderer.path("text"));
            }
        }
    }

    /** Null when the page holds no data. */
    static @Nullable PlaylistPage ofHtml(String html) {
        Matcher data = DATA.matcher(html);
        if (!data.find()) {
            return null;
        }
        return new PlaylistPage(JSON.readTree(html.substring(data.end() - 1)));
    }

    static PlaylistPage ofJson(String json) {
        return new PlaylistPage(JSON.readTree(json));
    }

    static @Nullable String key(String html) {
        return first(KEY, html);
    }

    static @Nullable String clientVersion(String html) {
        return first(CLIENT, html);
    }

    private static @Nullable String first(Pattern pattern, String html) {
        Matcher found = pattern.matcher(html);
        return found.find() ? found.group(1) : null;
    }

    Set<VideoId> videos() {
        return videos;
    }

    /** Names the rest of the list; null at its end. */
    @Nullable
    String continuation() {
        return continuation;
    }

    /** What the service says instead of a list, such as that it is private; null for nothing. */
    @Nullable
    String alert() {
        return alert;
    }

    /** Depth is bounded by the parser. */
    private void walk(JsonNode node) {
        if (node.has("playlistVideoRenderer")) {
            add(node.path("playlistVideoRenderer").path("videoId").asString(""));
            return;
        }
        JsonNode lockup = node.path("lockupViewModel");
        if (lockup.path("contentType").asString("").equals("LOCKUP_CONTENT_TYPE_VIDEO")) {
            add(lockup.path("contentId").asString(""));
            return;
        }
        JsonNode more = node.path("continuationItemRenderer").path("continuationEndpoint");
        if (!more.isMissingNode()) {
            JsonNode token = more.findValue("token");
            continuation = token == null ? null : token.asString("");
            return;
        }
        for (JsonNode child : node) {
            walk(child);
        }
    }

    private void add(String id) {
        if (VideoId.isOne(id)) {
            videos.add(new VideoId(id));
        }
    }

    private static String words(JsonNode text) {
        var words = new StringBuilder(text.path("simpleText").asString(""));
        text.path("runs").forEach(run -> words.append(run.path("text").asString("")));
        String line = words.toString().replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= 200 ? line : line.substring(0, 200);
    }
}
