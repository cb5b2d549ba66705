package io.longwire.admission;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes over the elements of a header that is a list, from the last one of the last line to the first of the first: the
 * nearest proxy wrote on the right, and what stands on the left may be anybody's invention. Since quotes are matched from
 * the right too, one that an inventor left open cannot swallow what the proxies wrote after it. Not for several threads.
 */
final class ElementsFromRight {
    private final List<String> lines;
    private int line;
    private int end;

    /** @param lines the values of all lines of the header, in order */
    ElementsFromRight(List<String> lines) {
        this.lines = lines;
        line = lines.size() - 1;
        end = line < 0 ? 0 : lines.get(line).length();
    }

    /** The next element to the left that is not empty, without the space around it; null when there is none. */
    @Nullable
    String next() {
        while (line >= 0) {
            String text = lines.get(line);
            if (end < 0) {
                line--;
                end = line < 0 ? 0 : lines.get(line).length();
                continue;
            }
            int comma = lastOutsideQuotes(text, end, ',');
            String element = text.substring(comma + 1, end).strip();
            end = comma; // before the line's start when there was none
            if (!element.isEmpty()) {
                return element;
            }
        }
        return null;
    }

    /** Where {@code wanted} stands last before {@code end}, outside of quotes; -1 when it does not. */
    static int lastOutsideQuotes(String text, int end, char wanted) {
        boolean quoted = false;
        for (int i = end - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '"' && !isEscaped(text, i)) {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isEscaped(String text, int at) {
        int from = at;
        while (from > 0 && text.charAt(from - 1) == '\\') {
            from--;
        }
        return (at - from) % 2 == 1;
    }
}
