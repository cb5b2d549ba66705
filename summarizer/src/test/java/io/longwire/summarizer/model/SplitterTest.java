package io.longwire.summarizer.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.summarizer.standin.Video;
import io.longwire.summarizer.standin.VideoService;
import io.longwire.summarizer.video.Transcript;
import io.longwire.summarizer.video.TranscriptException;
import io.longwire.summarizer.video.Transcripts;
import io.longwire.summarizer.video.VideoId;
import io.longwire.summarizer.video.VideoSettings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Parts are the text, fit, and keep sentences together. */
class SplitterTest {
    private static final String[] PIECES = {
        "word ",
        "a ",
        "Sentence ends. ",
        "Really? ",
        "“Quoted.” ",
        "ünï ",
        "слово ",
        "漢字。",
        "かな",
        "한국어 ",
        "🚢",
        "مرحبا ",
        "\n",
        "3.14 ",
        "https://example.org/a.b ",
        "supercalifragilisticexpialidocious",
        "… "
    };

    @Test
    void partsAreTheWholeTextAndFit() {
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            String text = text(random);
            int most = 10 + random.nextInt(200);
            List<String> parts = Splitter.split(text, most);

            assertThat(String.join("", parts)).as("seed %d", seed).isEqualTo(text);
            for (String part : parts) {
                assertThat(TokenEstimate.of(part)).as("seed %d", seed).isLessThanOrEqualTo(most);
                assertThat(part.isEmpty()).as("seed %d", seed).isEqualTo(text.isEmpty());
                if (!part.isEmpty()) {
                    assertThat(Character.isLowSurrogate(part.charAt(0)))
                            .as("seed %d", seed)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void noMorePartsAreMadeThanTheTextNeeds() {
        for (long seed = 0; seed < 500; seed++) {
            String text = text(new Random(seed)).repeat(3);
            int needed = (TokenEstimate.of(text) + 99) / 100;
            assertThat(Splitter.split(text, 100)).as("seed %d", seed).hasSizeLessThanOrEqualTo(needed * 3 / 2 + 1);
        }
    }

    @Test
    void cutsAreMadeAtTheEndsOfSentences() {
        String text = "This is one sentence of a long talk. ".repeat(200);
        List<String> parts = Splitter.split(text, 500);

        assertThat(parts).hasSizeGreaterThan(2).allMatch(part -> part.endsWith("talk. "));
    }

    @Test
    void cutsAreMadeAtTheEndsOfSentencesWithoutSpaces() {
        List<String> parts = Splitter.split("今日はとてもいい天気です。".repeat(100), 200);

        assertThat(parts).hasSizeGreaterThan(2).allMatch(part -> part.endsWith("。"));
    }

    @Test
    void cutsAreMadeBetweenWordsWhereNoSentenceEnds() {
        List<String> parts = Splitter.split("captions without any stop go on and on ".repeat(100), 200);

        assertThat(parts).hasSizeGreaterThan(2).allMatch(part -> part.endsWith(" "));
    }

    @Test
    void partsAreOfAboutTheSameSize() {
        List<String> parts = Splitter.split("This is one sentence of a long talk. ".repeat(110), 1_000);
        int longest = parts.stream().mapToInt(String::length).max().orElse(0);
        int shortest = parts.stream().mapToInt(String::length).min().orElse(0);

        assertThat(parts).hasSize(2);
        assertThat(longest - shortest).isLessThan(longest / 4);
    }

    @Test
    void theLongVideoOfTheStandInIsThreeParts() throws TranscriptException {
        try (var service = new VideoService()) {
            Transcript transcript = new Transcripts(VideoSettings.defaults().withBaseUrl(service.baseUrl()))
                    .fetch(new VideoId(Video.LONG.id()), List.of("en"));

            assertThat(Splitter.split(
                            transcript.text(), ModelSettings.builder().build().partTokens()))
                    .hasSize(3);
        }
    }

    @Test
    void theEstimateGoesByScript() {
        assertThat(TokenEstimate.of("The quick brown fox jumps over the lazy dog."))
                .isBetween(10, 14);
        assertThat(TokenEstimate.of("今日はとてもいい天気ですね")).isBetween(12, 16);
        assertThat(TokenEstimate.of("Съешь ещё этих мягких французских булок")).isBetween(14, 20);
        assertThat(TokenEstimate.of("")).isZero();
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(300); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
