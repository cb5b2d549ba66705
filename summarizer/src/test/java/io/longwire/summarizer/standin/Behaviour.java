package io.longwire.summarizer.standin;

import java.util.Locale;

/** How a model behaves; its id ends with the name, {@code stand-in-openai-dies-once} for one. */
public enum Behaviour {
    NORMAL,
    /** A word each 60 ms, for a page that is reloaded in the middle. */
    SLOW,
    /** Words until the asker goes. */
    ENDLESS,
    /** Every other request dies in the middle of its answer, the first too. */
    DIES_ONCE,
    DIES_ALWAYS,
    /** The stream ends in the middle as if that were its end. */
    ENDS_EARLY,
    /** An error in the middle of every other stream, the first too. */
    FAILS_IN_STREAM,
    /** Every other request, the first too: 429, wait a second. */
    BUSY,
    /** 429, wait an hour. */
    BUSY_LONG,
    /** Every other request, the first too: 500. */
    FAILS_ONCE,
    FAILS_ALWAYS,
    /** In the middle comes what is no JSON. */
    GARBLED,
    TOO_LONG,
    /** The provider's filter steps in. */
    REFUSES,
    /** The model reaches its limit of output. */
    LIMITED,
    /** An answer without text. */
    EMPTY,
    /** Nothing comes. */
    SILENT,
    /** Nothing comes any more after some words. */
    FALLS_SILENT,
    NO_CREDIT,
    UNKNOWN,
    REDIRECTS,
    /** Markup and links that a page must not run. */
    HOSTILE;

    /** The end of such a model's id. */
    public String suffix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Behaviour of(String modelId) {
        Behaviour found = NORMAL;
        int longest = 0;
        for (Behaviour one : values()) {
            if (modelId.endsWith("-" + one.suffix()) && one.suffix().length() > longest) {
                found = one;
                longest = one.suffix().length();
            }
        }
        return found;
    }

    boolean everyOther() {
        return this == DIES_ONCE || this == FAILS_IN_STREAM || this == BUSY || this == FAILS_ONCE;
    }
}
