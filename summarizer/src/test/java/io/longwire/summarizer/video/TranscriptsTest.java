package io.longwire.summarizer.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longwire.summarizer.standin.Video;
import io.longwire.summarizer.standin.VideoService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transcripts through the library, of a service that answers in the real one's shapes. */
@Timeout(30)
class TranscriptsTest {
    private static final List<String> ENGLISH = List.of("en");
    private static VideoService service;
    private static Transcripts transcripts;

    @BeforeAll
    static void start() {
        service = new VideoService();
        transcripts = new Transcripts(settings());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static VideoSettings settings() {
        return VideoSettings.defaults().withBaseUrl(service.baseUrl()).withGap(Duration.ZERO);
    }

    private static Transcript fetch(Video video, List<String> languages) throws TranscriptException {
        return transcripts.fetch(new VideoId(video.id()), languages);
    }

    private static TranscriptException failure(Transcripts of, Video video, String... languages) {
        return catchThrowableOfType(
                TranscriptException.class, () -> of.fetch(new VideoId(video.id()), List.of(languages)));
    }

    @Test
    void aTranscriptHasItsVideosTitleAndItsCaptionsAsPlainText() throws TranscriptException {
        Transcript transcript = fetch(Video.FINE, ENGLISH);

        assertThat(transcript.title()).isEqualTo("The Video <fineVideo01> & more");
        assertThat(transcript.channel()).isEqualTo("Stand-in Channel");
        assertThat(transcript.length()).isEqualTo(Duration.ofSeconds(213));
        assertThat(transcript.language()).isEqualTo("en");
        assertThat(transcript.text()).startsWith("It's \"en\" & more. ").doesNotContain("\n", "  ", "<i>");
    }

    @Test
    void writtenCaptionsComeBeforeGeneratedOnes() throws TranscriptException {
        assertThat(fetch(Video.FINE, ENGLISH).generated()).isFalse();
        assertThat(fetch(Video.GERMAN, List.of("de")).generated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "en fr, fr",
        "fr pt, fr",
        "pt-BR, pt-BR",
        "pt, pt",
        "pt-PT, pt-BR",
        "en *, pt",
        "FR-ca, fr",
        "*, pt",
        "en fr *, fr"
    })
    void theFirstLanguageThatThereIsWins(String asked, String got) throws TranscriptException {
        assertThat(fetch(Video.MIXED, List.of(asked.split(" ", -1))).language()).isEqualTo(got);
    }

    @Test
    void aLanguageThatLacksIsSaidWithThoseThereAre() {
        TranscriptException failure = failure(transcripts, Video.MIXED, "en", "de");

        assertThat(failure.reason()).isEqualTo(TranscriptException.Reason.LANGUAGE);
        assertThat(failure).hasMessage("The video has no captions in en, de, only in fr, pt, pt-BR");
    }

    @ParameterizedTest
    @CsvSource({
        "NO_CAPTIONS, NO_CAPTIONS",
        "EMPTY_CAPTIONS, NO_CAPTIONS",
        "PRIVATE, PRIVATE",
        "MEMBERS_ONLY, PRIVATE",
        "AGE_RESTRICTED, AGE_RESTRICTED",
        "BLOCKED, BLOCKED",
        "CAPTCHA, BLOCKED",
        "TOO_MANY_REQUESTS, BLOCKED",
        "SORRY, BLOCKED",
        "WITHHELD, BLOCKED",
        "REMOVED, UNAVAILABLE",
        "UNKNOWN, NOT_A_VIDEO",
        "FOREIGN_CAPTIONS, NETWORK",
        "FOREIGN_REDIRECT, NETWORK",
        "CIRCLE, NETWORK",
        "GARBLED_XML, NETWORK",
        "GARBLED_JSON, NETWORK",
        "ODD_JSON, NETWORK",
        "ENDLESS, UNAVAILABLE",
    })
    void eachFailureHasItsName(Video video, TranscriptException.Reason reason) {
        TranscriptException failure = failure(transcripts, video, "en");

        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        assertThat(failure.getMessage()).isNotBlank().doesNotContain("Exception", "http://", "\n");
    }

    @Test
    void onlyTheServiceIsAskedThoughItPointsElsewhere() {
        assertThat(failure(transcripts, Video.FOREIGN_CAPTIONS, "en"))
                .hasMessage("The video service pointed to another host, which was not asked");
        assertThat(failure(transcripts, Video.FOREIGN_REDIRECT, "en"))
                .hasMessage("The video service pointed to another host, which was not asked");
    }

    @Test
    void redirectsWithinTheServiceAreFollowed() throws TranscriptException {
        assertThat(fetch(Video.MOVED, ENGLISH).text()).isNotEmpty();
    }

    @Test
    void thePageAboutCookiesIsAnsweredOnce() throws TranscriptException {
        assertThat(fetch(Video.CONSENT, ENGLISH).text()).isNotEmpty();
    }

    @Test
    void captionsCannotReadFilesOrGrow() {
        assertThat(failure(transcripts, Video.HOSTILE_XML, "en").reason())
                .isEqualTo(TranscriptException.Reason.NETWORK);
    }

    @Test
    void aSilentServiceIsGivenUpInTime() {
        var hasty = new Transcripts(settings().withTimeout(Duration.ofMillis(300)));

        assertThat(failure(hasty, Video.SILENT, "en").reason()).isEqualTo(TranscriptException.Reason.NETWORK);
    }

    @Test
    void aServiceThatIsNotThereIsSaidSo() {
        var lost = new Transcripts(VideoSettings.defaults().withBaseUrl(URI.create("http://127.0.0.1:1")));

        TranscriptException failure = failure(lost, Video.FINE, "en");
        assertThat(failure.reason()).isEqualTo(TranscriptException.Reason.NETWORK);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.getMessage()).startsWith("The video service cannot be reached");
    }

    @Test
    void anInterruptedThreadStopsWaiting() throws InterruptedException {
        var got = new AtomicReference<TranscriptException>();
        var asking = new Thread(() -> got.set(failure(transcripts, Video.SILENT, "en")));
        int before = service.asked().size();
        asking.start();
        while (service.asked().size() == before) {
            Thread.onSpinWait();
        }
        asking.interrupt();
        asking.join();

        assertThat(got.get().reason()).isEqualTo(TranscriptException.Reason.NETWORK);
    }

    @Test
    void requestsGoThroughTheProxy() {
        // Nobody answers there: a request that goes around the proxy would succeed.
        var proxied = new Transcripts(settings().withProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));

        assertThat(failure(proxied, Video.FINE, "en").reason()).isEqualTo(TranscriptException.Reason.NETWORK);
    }

    @Test
    void requestsAreFewAtOnceAndApart() throws InterruptedException {
        var pacing = new Pacing(2, Duration.ofMillis(20));
        long begun = System.nanoTime();
        pacing.begin();
        pacing.begin();
        var third = new CountDownLatch(1);
        var waiting = new Thread(() -> {
            try {
                pacing.begin();
                third.countDown();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(third.getCount()).isEqualTo(1);
        pacing.end();
        third.await();

        assertThat(System.nanoTime() - begun)
                .isGreaterThanOrEqualTo(Duration.ofMillis(40).toNanos());
    }
}
