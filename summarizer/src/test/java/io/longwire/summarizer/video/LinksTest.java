package io.longwire.summarizer.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a link to a video or playlist. */
class LinksTest {
    private static final String ID = "dQw4w9WgXcQ";
    private static final String LIST = "PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "http://youtube.com/watch?v=dQw4w9WgXcQ",
                "HTTPS://WWW.YouTube.COM/watch?v=dQw4w9WgXcQ",
                "https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=42s",
                "https://music.youtube.com/watch?v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf&index=2",
                "https://www.youtube.com/watch/?v=dQw4w9WgXcQ#t=10",
                "https://www.youtube.com:443/watch?v=dQw4w9WgXcQ",
                "https://youtu.be/dQw4w9WgXcQ",
                "https://youtu.be/dQw4w9WgXcQ?si=AbCdEf&t=3",
                "https://www.youtube.com/shorts/dQw4w9WgXcQ",
                "https://www.youtube.com/live/dQw4w9WgXcQ?feature=share",
                "https://www.youtube.com/embed/dQw4w9WgXcQ",
                "https://www.youtube.com/v/dQw4w9WgXcQ",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
            })
    void aLinkToAVideoIsItsId(String link) throws LinkException {
        assertThat(Links.parse(link)).containsExactly(new VideoLink(new VideoId(ID)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
                "https://youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf&si=x",
                "https://music.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
                "https://www.youtube.com/embed/videoseries?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
            })
    void aLinkToAPlaylistIsItsId(String link) throws LinkException {
        assertThat(Links.parse(link)).containsExactly(new PlaylistLink(LIST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dQw4w9WgXcQ",
                "youtube.com/watch?v=dQw4w9WgXcQ",
                "ftp://youtube.com/watch?v=dQw4w9WgXcQ",
                "file:///watch?v=dQw4w9WgXcQ",
                "javascript:alert(1)",
                "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
                "https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ",
                "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
                "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
                "https://user@youtube.com/watch?v=dQw4w9WgXcQ",
                "https://youtube.com:8443/watch?v=dQw4w9WgXcQ",
                "https://youtube.com\\@evil.example/watch?v=dQw4w9WgXcQ",
                "https://yоutube.com/watch?v=dQw4w9WgXcQ",
                "https://127.0.0.1/watch?v=dQw4w9WgXcQ",
                "https://[::1]/watch?v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch?v=short",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQx",
                "https://www.youtube.com/watch?v=dQw4w9WgXc%51",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&v=aaaaaaaaaaa",
                "https://www.youtube.com/watch",
                "https://www.youtube.com/",
                "https://www.youtube.com/@channel",
                "https://www.youtube.com/redirect?q=https://evil.example",
                "https://www.youtube.com/playlist?list=WL",
                "https://www.youtube.com/playlist?list=../../../etc/passwd",
                "https://youtu.be/dQw4w9WgXcQ/../../x",
                "https://www.youtube-nocookie.com/watch?v=dQw4w9WgXcQ",
            })
    void anythingElseIsRefusedByName(String piece) {
        assertThatThrownBy(() -> Links.parse("https://youtu.be/" + ID + " " + piece))
                .isInstanceOf(LinkException.class)
                .hasMessage("‘" + piece + "’ is not a YouTube video or playlist");
    }

    @Test
    void linksArePartedBySpacesLinesAndCommasAndTakenOnce() throws LinkException {
        String text = "\n https://youtu.be/" + ID
                + "\u00a0https://youtu.be/aaaaaaaaaaa,\r\n\thttps://www.youtube.com/watch?v=" + ID
                + "  https://www.youtube.com/playlist?list=" + LIST + " ";

        assertThat(Links.parse(text))
                .containsExactly(
                        new VideoLink(new VideoId(ID)),
                        new VideoLink(new VideoId("aaaaaaaaaaa")),
                        new PlaylistLink(LIST));
        assertThat(Links.parse(" \n ")).isEmpty();
    }

    @Test
    void aRefusedPieceIsShownShortAndHarmless() {
        assertThatThrownBy(() -> Links.parse("evil\u202e\u0007" + "x".repeat(5_000)))
                .hasMessage("‘evil\uFFFD\uFFFD" + "x".repeat(94) + "…’ is not a YouTube video or playlist");
    }

    @Test
    void tooManyLinksAreRefused() {
        var text = new StringBuilder();
        for (int i = 0; i < 201; i++) {
            text.append("https://youtu.be/").append(String.format("%011d", i)).append('\n');
        }
        assertThatThrownBy(() -> Links.parse(text.toString())).hasMessage("At most 200 links can be submitted at once");
    }

    @Test
    void whatIsWrittenOfIdsIsReadBack() throws LinkException {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            List<Link> written = new ArrayList<>();
            var text = new StringBuilder();
            for (int i = random.nextInt(6); i > 0; i--) {
                Link link = random.nextInt(4) == 0
                        ? new PlaylistLink(id(random, 12 + random.nextInt(53)))
                        : new VideoLink(new VideoId(id(random, 11)));
                written.add(link);
                text.append(link.url()).append(random.nextBoolean() ? " " : "\n");
            }
            assertThat(Links.parse(text.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(List.copyOf(new LinkedHashSet<>(written)));
        }
    }

    @Test
    void aSpoiltLinkIsALinkOrRefused() {
        String[] good = {
            "https://www.youtube.com/watch?v=" + ID,
            "https://youtu.be/" + ID,
            "https://www.youtube.com/playlist?list=" + LIST
        };
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder(good[random.nextInt(good.length)]);
            for (int i = random.nextInt(3) + 1; i > 0; i--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x3000));
                    default -> text.setCharAt(at, "/?&=@:#%.\\ \n".charAt(random.nextInt("/?&=@:#%.\\ \n".length())));
                }
            }
            try {
                for (Link link : Links.parse(text.toString())) {
                    assertThat(link.url())
                            .as("seed %d", seed)
                            .matches(
                                    "https://www\\.youtube\\.com/(watch\\?v=[\\w-]{11}|playlist\\?list=[\\w-]{12,64})");
                }
            } catch (LinkException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).endsWith("is not a YouTube video or playlist");
            }
        }
    }

    private static String id(Random random, int length) {
        var id = new StringBuilder();
        for (int i = 0; i < length; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
