package io.longwire.summarizer.access;

import java.util.Locale;

/** Who may submit jobs. */
public enum Mode {
    /** Whoever comes. */
    OPEN,
    /** Who has logged in with the access code. */
    LOGIN,
    /** Nobody: neither of the variables that decide it is set, and the port is open to others than this machine. */
    CLOSED;

    /** As clients see it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
