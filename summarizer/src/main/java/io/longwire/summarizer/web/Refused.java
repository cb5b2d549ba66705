package io.longwire.summarizer.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request is answered with an error. */
final class Refused extends Exception {
    private final int status;
    private final @Nullable Duration retryAfter;

    /** @param detail for the person: what is wrong and what would be right */
    Refused(int status, String detail) {
        this(status, detail, null);
    }

    /** @param retryAfter when it may succeed; null for no such time */
    Refused(int status, String detail, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
