package io.longwire.access;

/**
 * How a request is refused for want of rights. Immutable.
 *
 * @param needsKey whether other credentials could help (401), or none could (403)
 * @param detail why, and what to do about it: one line for the answer
 */
public record Refusal(boolean needsKey, String detail) {
    /** 401: other credentials could help. */
    public static Refusal unauthorized(String detail) {
        return new Refusal(true, detail);
    }

    /** 403: no credentials could help. */
    public static Refusal forbidden(String detail) {
        return new Refusal(false, detail);
    }
}
