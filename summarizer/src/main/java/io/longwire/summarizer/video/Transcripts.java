package io.longwire.summarizer.video;

import static io.longwire.summarizer.video.TranscriptException.Reason.BLOCKED;
import static io.longwire.summarizer.video.TranscriptException.Reason.LANGUAGE;
import static io.longwire.summarizer.video.TranscriptException.Reason.NETWORK;
import static io.longwire.summarizer.video.TranscriptException.Reason.NO_CAPTIONS;

import io.github.thoroldvix.api.TranscriptApiFactory;
import io.github.thoroldvix.api.TranscriptContent;
import io.github.thoroldvix.api.TranscriptRetrievalException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transcripts and playlists of the video service. Every method blocks until the service has answered, and gives up when
 * its thread is interrupted; never call it on an event loop. Any thread; all share the pacing.
 */
public final class Transcripts {
    private final VideoRequests requests;
    private final Playlists playlists;

    /** Asks the service itself. */
    public Transcripts() {
        this(VideoSettings.defaults());
    }

    public Transcripts(VideoSettings settings) {
        requests = new VideoRequests(settings);
        playlists = new Playlists(requests, settings.mostVideos());
    }

    /**
     * What was said in a video.
     *
     * @param languages tags in order of preference; {@code *} stands for any language there is
     */
    public Transcript fetch(VideoId id, List<String> languages) throws TranscriptException {
        var asking = new Asking(requests);
        try {
            var tracks = new CaptionTracks(
                    TranscriptApiFactory.createWithClient(asking).listTranscripts(id.value()));
            io.github.thoroldvix.api.Transcript track = tracks.choose(languages);
            if (track == null) {
                throw new TranscriptException(
                        LANGUAGE,
                        "The video has no captions in " + String.join(", ", languages) + ", only in "
                                + tracks.languages());
            }
            return transcript(id, track, asking.player());
        } catch (TranscriptRetrievalException failed) {
            throw named(failed, asking);
        } catch (RuntimeException unforeseenShape) {
            TranscriptException known = asking.failure();
            throw known != null
                    ? known
                    : new TranscriptException(NETWORK, "The video service's answer cannot be read", unforeseenShape);
        }
    }

    /** The videos of a playlist in its order, up to {@link VideoSettings#mostVideos()}. */
    public List<VideoId> playlist(String playlistId) throws TranscriptException {
        return playlists.videos(playlistId);
    }

    private static Transcript transcript(
            VideoId id, io.github.thoroldvix.api.Transcript track, @Nullable PlayerAnswer player)
            throws TranscriptException, TranscriptRetrievalException {
        var text = new StringBuilder();
        for (TranscriptContent.Fragment fragment : track.fetch().getContent()) {
            String words =
                    fragment.getText().replaceAll("[\\p{Cntrl}\\p{Z}]+", " ").strip();
            if (!words.isEmpty()) {
                text.append(text.isEmpty() ? "" : " ").append(words);
            }
        }
        if (text.isEmpty()) {
            throw new TranscriptException(NO_CAPTIONS, "The video's captions are empty");
        }
        if (player == null) {
            throw new IllegalStateException("captions without an answer of the player");
        }
        return new Transcript(
                id,
                player.title().isEmpty() ? id.value() : player.title(),
                player.channel(),
                player.length(),
                track.getLanguageCode(),
                track.isGenerated(),
                text.toString());
    }

    private static TranscriptException named(TranscriptRetrievalException failed, Asking asking) {
        if (asking.failure() != null) {
            return asking.failure();
        }
        if (asking.sawCaptcha()) {
            return VideoRequests.blocked();
        }
        String said = String.valueOf(failed.getMessage());
        if (said.contains("empty transcript XML")) {
            return new TranscriptException(
                    BLOCKED, "The video service gives its captions to browsers only at the moment", failed);
        }
        return new TranscriptException(NETWORK, "The video service's answer cannot be read", failed);
    }
}
