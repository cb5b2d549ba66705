package io.longwire.summarizer.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What nobody ever said: sentences of a few hundred words, the same for the same seed. */
final class SpokenText {
    private static final String[] WORDS =
            ("the a stream server browser event reader writer network cable signal harbour ship station telegraph"
                            + " message arrives leaves waits opens closes slowly quickly again never always between under over before"
                            + " after long short quiet busy old new two three many few people engineers answer question because while"
                            + " and but so then we they it is was has can must should")
                    .split(" ", -1);
    private static final String[] GERMAN =
            ("der die das ein eine Strom Server Leser Schreiber Netz Kabel Signal Hafen Schiff wartet schickt liest"
                            + " langsam schnell wieder nie immer zwischen über vor nach und aber weil während wir sie es ist war")
                    .split(" ", -1);

    private SpokenText() {}

    static List<String> english(String seed, int sentences) {
        return sentences(WORDS, seed, sentences);
    }

    static List<String> german(String seed, int sentences) {
        return sentences(GERMAN, seed, sentences);
    }

    private static List<String> sentences(String[] words, String seed, int sentences) {
        var random = new Random(seed.hashCode());
        List<String> text = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            var sentence = new StringBuilder();
            int length = 6 + random.nextInt(14);
            for (int word = 0; word < length; word++) {
                sentence.append(word == 0 ? "" : " ").append(words[random.nextInt(words.length)]);
            }
            sentence.setCharAt(0, Character.toUpperCase(sentence.charAt(0)));
            text.add(sentence.append(i % 7 == 3 ? "?" : ".").toString());
        }
        return text;
    }
}
