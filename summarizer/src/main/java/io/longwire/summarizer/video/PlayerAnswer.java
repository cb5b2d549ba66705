package io.longwire.summarizer.video;

import static io.longwire.summarizer.video.TranscriptException.Reason.AGE_RESTRICTED;
import static io.longwire.summarizer.video.TranscriptException.Reason.NO_CAPTIONS;
import static io.longwire.summarizer.video.TranscriptException.Reason.PRIVATE;
import static io.longwire.summarizer.video.TranscriptException.Reason.UNAVAILABLE;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service's player says of a video: whether it can be played, its title, whether it has captions. Immutable. */
final class PlayerAnswer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ROBOT = Pattern.compile("\\bbots?\\b|unusual traffic");
    private static final int LONGEST_TITLE = 300;

    private final JsonNode root;

    private PlayerAnswer(JsonNode root) {
        this.root = root;
    }

    /** Null for what is no JSON. */
    static @Nullable PlayerAnswer read(String json) {
        try {
            return new PlayerAnswer(JSON.readTree(json));
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    String title() {
        return text("title");
    }

    String channel() {
        return text("author");
    }

    /** Zero when it is not said. */
    Duration length() {
        long seconds = root.path("videoDetails").path("lengthSeconds").asLong(0);
        return Duration.ofSeconds(Math.max(0, seconds));
    }

    private String text(String field) {
        String text = root.path("videoDetails").path(field).asString("").strip();
        return text.length() <= LONGEST_TITLE ? text : text.substring(0, LONGEST_TITLE);
    }

    /** Why there can be no transcript; null when nothing speaks against one. */
    @Nullable
    TranscriptException failure() {
        JsonNode playability = root.path("playabilityStatus");
        String status = playability.path("status").asString("OK");
        if (status.equals("OK")) {
            JsonNode tracks = root.path("captions")
                    .path("playerCaptionsTracklistRenderer")
                    .path("captionTracks");
            return tracks.isArray() && !tracks.isEmpty()
                    ? null
                    : new TranscriptException(NO_CAPTIONS, "The video has no captions");
        }
        String said = said(playability);
        String lower = said.toLowerCase(Locale.ROOT);
        if (ROBOT.matcher(lower).find()) {
            return VideoRequests.blocked();
        }
        if (lower.contains("private") || lower.contains("members-only") || lower.contains("join this channel")) {
            return new TranscriptException(PRIVATE, "The video is private");
        }
        if (status.startsWith("AGE_") || lower.contains("inappropriate") || lower.contains("your age")) {
            return new TranscriptException(AGE_RESTRICTED, "The video is age-restricted: only people signed in see it");
        }
        return new TranscriptException(
                UNAVAILABLE, said.isEmpty() ? "The video is not available" : "The video is not available: " + said);
    }

    /** The service's own words, of one line and bounded. */
    private static String said(JsonNode playability) {
        var said = new StringBuilder(playability.path("reason").asString(""));
        JsonNode more = playability
                .path("errorScreen")
                .path("playerErrorMessageRenderer")
                .path("subreason");
        append(said, more.path("simpleText").asString(""));
        more.path("runs").forEach(run -> append(said, run.path("text").asString("")));
        playability.path("messages").forEach(message -> append(said, message.asString("")));
        String line = said.toString().replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE);
    }

    private static void append(StringBuilder said, String more) {
        if (!more.isBlank()) {
            said.append(said.isEmpty() ? "" : ". ").append(more);
        }
    }
}
