package io.longwire.summarizer.model;

import java.lang.Character.UnicodeScript;

/**
 * How many tokens a text has, about. Every model cuts text in its own way, and only its provider knows exactly; this
 * goes by the script of each character, and so by the language, without asking anybody. Per token: 3.6 characters of
 * plain Latin letters and spaces, 2.2 with accents, 2.5 digits and signs, 2.2 Cyrillic or Greek letters, 1.4 of other
 * alphabets (Arabic, Hebrew, Thai, those of India), 0.9 Chinese, Japanese or Korean characters, 0.4 emoji. That is
 * rather more tokens than models of today count. Stateless; any thread.
 */
final class TokenEstimate {
    /** Hundredths of a token, for one character each. */
    private static final int ASCII_LETTER = 28;

    private static final int ASCII_OTHER = 40;
    private static final int LATIN = 45;
    private static final int CYRILLIC_GREEK = 45;
    private static final int EAST_ASIAN = 110;
    private static final int OTHER_LETTER = 70;
    private static final int OTHER = 250;

    private TokenEstimate() {}

    /** Rounded up. */
    static int of(CharSequence text) {
        return tokens(text.codePoints().mapToLong(TokenEstimate::hundredths).sum());
    }

    static int tokens(long hundredths) {
        return (int) Math.min(Integer.MAX_VALUE, (hundredths + 99) / 100);
    }

    static int hundredths(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == ' ' || Character.isLetter(codePoint) ? ASCII_LETTER : ASCII_OTHER;
        }
        UnicodeScript script = UnicodeScript.of(codePoint);
        return switch (script) {
            case LATIN -> LATIN;
            case CYRILLIC, GREEK -> CYRILLIC_GREEK;
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> EAST_ASIAN;
            case COMMON, INHERITED, UNKNOWN -> codePoint < 0x10000 ? OTHER_LETTER : OTHER;
            default -> OTHER_LETTER;
        };
    }
}
