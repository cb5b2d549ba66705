package io.longwire.event;

import static io.longwire.event.InvalidEventException.quote;

import java.util.List;

/**
 * What a subscriber asks for: a topic, or a pattern over topics.
 *
 * <p>A topic is 1–256 bytes of UTF-8 in segments divided by {@code /}. In a pattern {@code *} stands for one whole
 * segment and {@code **}, as the last segment, for one or more. Topics under {@code longwire/} are the server's own: a
 * pattern matches them only when it names {@code longwire} itself, so {@code **} does not. Immutable; any thread.
 */
public final class Selector {
    static final int MAX_BYTES = 256;
    private static final String RESERVED = "longwire/";

    private final String text;
    private final List<String> segments;
    private final boolean pattern;
    /** Whether the first segment of a pattern stands for any. */
    private final boolean startsWithStar;

    private Selector(String text, boolean pattern) {
        this.text = text;
        this.pattern = pattern;
        this.segments = pattern ? List.of(text.split("/", -1)) : List.of();
        this.startsWithStar = pattern && text.startsWith("*");
    }

    /** Reads a topic or a pattern. Throws {@link InvalidEventException} saying what is wrong. */
    public static Selector parse(String text) {
        checkShape(text, "selector");
        if (text.indexOf('*') < 0) {
            return new Selector(text, false);
        }
        String[] segments = text.split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            boolean last = i == segments.length - 1;
            if (segment.contains("*") && !segment.equals("*") && !(segment.equals("**") && last)) {
                throw new InvalidEventException("selector " + quote(text)
                        + ": '*' stands for a whole segment, '**' for the rest as the last segment");
            }
        }
        return new Selector(text, true);
    }

    /** Checks that {@code text} is a topic, that is: can be published to. */
    public static String checkTopic(String text) {
        checkShape(text, "topic");
        if (text.indexOf('*') >= 0) {
            throw new InvalidEventException("topic " + quote(text) + ": a topic has no '*'");
        }
        return text;
    }

    private static void checkShape(String text, String what) {
        if (text.isEmpty()) {
            throw new InvalidEventException(what + " is empty");
        }
        int bytes = Utf8.length(text);
        if (bytes < 0) {
            throw new InvalidEventException(what + " " + quote(text) + " is not valid Unicode");
        }
        if (bytes > MAX_BYTES) {
            throw new InvalidEventException(what + " " + quote(text) + " has more than " + MAX_BYTES + " bytes");
        }
        if (text.startsWith("/") || text.endsWith("/") || text.contains("//")) {
            throw new InvalidEventException(what + " " + quote(text) + " has an empty segment");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidEventException(what + " " + quote(text) + " has a control character");
        }
    }

    /** Whether {@code topic} is one of the server's own. */
    public static boolean isReserved(String topic) {
        return topic.startsWith(RESERVED);
    }

    /** Whether all that it matches are topics of the server's own; otherwise none is. */
    public boolean isReserved() {
        return isReserved(text);
    }

    public boolean isPattern() {
        return pattern;
    }

    /** The segments of a pattern; empty for a plain topic. */
    public List<String> segments() {
        return segments;
    }

    public boolean matches(String topic) {
        if (!pattern) {
            return text.equals(topic);
        }
        if (startsWithStar && isReserved(topic)) {
            return false;
        }
        int at = 0;
        for (int i = 0; i < segments.size(); i++) {
            if (at > topic.length()) {
                return false;
            }
            String segment = segments.get(i);
            if (segment.equals("**")) {
                return true;
            }
            int slash = topic.indexOf('/', at);
            int end = slash < 0 ? topic.length() : slash;
            if (!segment.equals("*") && !(segment.length() == end - at && topic.startsWith(segment, at))) {
                return false;
            }
            at = end + 1;
        }
        return at > topic.length();
    }

    /** Whether every topic that {@code other} matches is matched by this one too. */
    public boolean covers(Selector other) {
        if (!other.pattern) {
            return matches(other.text);
        }
        if (!pattern || (startsWithStar && other.isReserved())) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (i >= other.segments.size()) {
                return false;
            }
            String mine = segments.get(i);
            String theirs = other.segments.get(i);
            if (mine.equals("**")) {
                return true;
            }
            boolean same = mine.equals(theirs) || (mine.equals("*") && !theirs.equals("**"));
            if (!same) {
                return false;
            }
        }
        return segments.size() == other.segments.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selector that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The selector as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
