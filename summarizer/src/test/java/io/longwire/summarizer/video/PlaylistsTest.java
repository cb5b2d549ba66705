package io.longwire.summarizer.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longwire.summarizer.standin.Playlist;
import io.longwire.summarizer.standin.VideoService;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Playlists as their pages show them. */
@Timeout(30)
class PlaylistsTest {
    private static VideoService service;
    private static VideoSettings settings;

    @BeforeAll
    static void start() {
        service = new VideoService();
        settings = VideoSettings.defaults().withBaseUrl(service.baseUrl()).withGap(Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aPlaylistIsItsVideosInOrder() throws TranscriptException {
        assertThat(new Transcripts(settings).playlist(Playlist.THREE.id()))
                .extracting(VideoId::value)
                .containsExactly("vThreeOne01", "privateVid1", "vThreeTwo02");
    }

    @Test
    void theNewerFormOfThePageIsRead() throws TranscriptException {
        assertThat(new Transcripts(settings).playlist(Playlist.NEWER.id())).hasSize(3);
    }

    @Test
    void aLongPlaylistIsReadPageByPage() throws TranscriptException {
        assertThat(new Transcripts(settings).playlist(Playlist.LONG.id()))
                .hasSize(150)
                .startsWith(new VideoId("vLongList00"))
                .endsWith(new VideoId("vLongList95"));
    }

    @Test
    void whatIsOverTheBoundIsLeftOut() throws TranscriptException {
        assertThat(new Transcripts(settings.withMostVideos(120)).playlist(Playlist.LONG.id()))
                .hasSize(120);
        int before = service.asked().size();
        assertThat(new Transcripts(settings.withMostVideos(7)).playlist(Playlist.LONG.id()))
                .hasSize(7);
        assertThat(service.asked()).as("the second page is not asked for").hasSize(before + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "PLprivateList0001, PLAYLIST, 'The playlist has no videos to read: This playlist is private.'",
        "PLnoSuchPlaylist1, PLAYLIST, 'The playlist has no videos to read: The playlist does not exist.'",
        "PLemptyPlaylist01, PLAYLIST, "
                + "'The playlist has no videos to read: It is empty, or cannot be seen without signing in'",
        "PLgarbledPage0001, NETWORK, 'The playlist''s page cannot be read'",
        "../../other, PLAYLIST, 'There is no such playlist'",
    })
    void eachFailureHasItsName(String id, TranscriptException.Reason reason, String message) {
        TranscriptException failure =
                catchThrowableOfType(TranscriptException.class, () -> new Transcripts(settings).playlist(id));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessage(message);
    }
}
