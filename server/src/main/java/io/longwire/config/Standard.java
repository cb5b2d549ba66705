package io.longwire.config;

import org.jspecify.annotations.Nullable;

/**
 * A default. Immutable.
 *
 * @param text the value as text; null when it is worked out from the machine or from other settings
 * @param shown how people are told
 */
record Standard(@Nullable String text, String shown) {
    static Standard of(String text) {
        return new Standard(text, text);
    }

    /** An empty value, and what that means. */
    static Standard none(String meaning) {
        return new Standard("", meaning);
    }

    static Standard computed(String how) {
        return new Standard(null, how);
    }
}
