package io.longwire.summarizer.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into parts of about the same size, none with more tokens than allowed; together they are the text,
 * character by character. A cut is made at the end of a sentence where the last third of a part has one, else between
 * words, else between characters. Stateless; any thread.
 */
final class Splitter {
    private static final String SENTENCE_ENDS = ".!?…。！？।؟";
    private static final String CLOSING = "\"'”’»)]」』";

    private Splitter() {}

    /** @param mostTokens of one part, as {@link TokenEstimate} counts; at least 10 */
    static List<String> split(String text, int mostTokens) {
        if (mostTokens < 10) {
            throw new IllegalArgumentException("a part of " + mostTokens + " tokens is no part");
        }
        long most = 100L * mostTokens;
        List<String> parts = new ArrayList<>();
        int from = 0;
        long left = text.codePoints().mapToLong(TokenEstimate::hundredths).sum();
        while (left > most) {
            // What is left, in equal shares: no small rest at the end. Some room is kept for the sentence that hangs
            // over.
            long share = left / ((left + most - 1) / most);
            int end = cut(text, from, Math.min(most, share + share / 10));
            String part = text.substring(from, end);
            parts.add(part);
            left -= part.codePoints().mapToLong(TokenEstimate::hundredths).sum();
            from = end;
        }
        if (from < text.length() || parts.isEmpty()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    /** Where the part ends that begins there: as late as the tokens allow, at the best kind of place. */
    private static int cut(String text, int from, long most) {
        long size = 0;
        int at = from;
        int sentence = -1;
        int word = -1;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            size += TokenEstimate.hundredths(codePoint);
            if (size > most && at > from) {
                break;
            }
            at += Character.charCount(codePoint);
            if (size * 3 >= most * 2 && endsSentence(text, from, at)) {
                sentence = at;
            }
            if (Character.isWhitespace(codePoint)) {
                word = at;
            }
        }
        if (sentence > from) {
            return sentence;
        }
        return word > from ? word : at;
    }

    /** After the space that follows a sentence's end, or right after it where no spaces are written. */
    private static boolean endsSentence(String text, int from, int at) {
        int last = at - 1;
        if (text.charAt(last) == '。' || text.charAt(last) == '！' || text.charAt(last) == '？') {
            return true;
        }
        if (!Character.isWhitespace(text.charAt(last))) {
            return false;
        }
        int before = last - 1;
        while (before > from && CLOSING.indexOf(text.charAt(before)) >= 0) {
            before--;
        }
        return text.charAt(last) == '\n' || (before >= from && SENTENCE_ENDS.indexOf(text.charAt(before)) >= 0);
    }
}
