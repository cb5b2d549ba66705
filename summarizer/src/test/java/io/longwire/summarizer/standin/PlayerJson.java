package io.longwire.summarizer.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the service's player asks for: whether a video can be played, its captions' addresses, its details. */
final class PlayerJson {
    private PlayerJson() {}

    static String of(Video video, String id) {
        return switch (video) {
            case PRIVATE -> refused("LOGIN_REQUIRED", "This video is private", "");
            case MEMBERS_ONLY ->
                refused("UNPLAYABLE", "Join this channel to get access to members-only content like this video", "");
            case AGE_RESTRICTED ->
                refused(
                        "LOGIN_REQUIRED",
                        "Sign in to confirm your age",
                        "This video may be inappropriate for some users.");
            case BLOCKED -> refused("LOGIN_REQUIRED", "Sign in to confirm you’re not a bot", "");
            case REMOVED -> refused("ERROR", "This video is unavailable", "");
            case GARBLED_JSON -> "{\"playabilityStatus\":{\"status\":\"OK\"";
            case ODD_JSON ->
                "{\"playabilityStatus\":{\"status\":\"OK\"},\"captions\":{\"playerCaptionsTracklistRenderer\":"
                        + "{\"captionTracks\":[{\"languageCode\":\"en\"}]}}}";
            case NO_CAPTIONS ->
                LoopbackServer.JSON.writeValueAsString(
                        Map.of("playabilityStatus", playable(), "videoDetails", details(id)));
            default ->
                LoopbackServer.JSON.writeValueAsString(Map.of(
                        "playabilityStatus",
                        playable(),
                        "captions",
                        Map.of("playerCaptionsTracklistRenderer", tracks(video, id)),
                        "videoDetails",
                        details(id)));
        };
    }

    private static Map<String, Object> playable() {
        return Map.of("status", "OK", "playableInEmbed", true, "contextParams", "Q0FFU0FnZ0M=");
    }

    private static String refused(String status, String reason, String more) {
        Map<String, Object> playability = new LinkedHashMap<>();
        playability.put("status", status);
        playability.put("reason", reason);
        if (!more.isEmpty()) {
            playability.put(
                    "errorScreen",
                    Map.of("playerErrorMessageRenderer", Map.of("subreason", Map.of("runs", List.of(text(more))))));
        }
        return LoopbackServer.JSON.writeValueAsString(Map.of("playabilityStatus", playability));
    }

    private static Map<String, Object> tracks(Video video, String id) {
        List<Object> tracks = new ArrayList<>();
        switch (video) {
            case GERMAN -> tracks.add(track(video, id, "de", "German (auto-generated)", true));
            case MIXED -> {
                tracks.add(track(video, id, "fr", "French", false));
                tracks.add(track(video, id, "pt-BR", "Portuguese (Brazil)", false));
                tracks.add(track(video, id, "pt", "Portuguese (auto-generated)", true));
            }
            default -> {
                tracks.add(track(video, id, "en", "English (auto-generated)", true));
                tracks.add(track(video, id, "en", "English", false));
            }
        }
        return Map.of(
                "captionTracks",
                tracks,
                "audioTracks",
                List.of(Map.of("captionTrackIndices", List.of(0))),
                "translationLanguages",
                List.of(
                        Map.of("languageCode", "de", "languageName", Map.of("runs", List.of(text("German")))),
                        Map.of("languageCode", "fr", "languageName", Map.of("runs", List.of(text("French"))))),
                "defaultAudioTrackIndex",
                0);
    }

    private static Map<String, Object> track(Video video, String id, String language, String name, boolean generated) {
        String host = video == Video.FOREIGN_CAPTIONS ? "captions.example" : "www.youtube.com";
        Map<String, Object> track = new LinkedHashMap<>();
        track.put(
                "baseUrl",
                "https://" + host + "/api/timedtext?v=" + id
                        + "&ei=x&caps=asr&expire=1790000000&sparams=ip,ipbits&signature=A.B" + "&key=yt8"
                        + (generated ? "&kind=asr" : "") + "&lang=" + language + "&fmt=srv3");
        track.put("name", Map.of("runs", List.of(text(name))));
        track.put("vssId", (generated ? "a." : ".") + language);
        track.put("languageCode", language);
        if (generated) {
            track.put("kind", "asr");
        }
        track.put("isTranslatable", true);
        track.put("trackName", "");
        return track;
    }

    private static Map<String, Object> details(String id) {
        return Map.of(
                "videoId", id,
                "title", "The Video <" + id + "> & more",
                "lengthSeconds", "213",
                "channelId", "UCstandInChannel00000000",
                "shortDescription", "No video at all.",
                "author", "Stand-in Channel",
                "viewCount", "42",
                "isLiveContent", false);
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
