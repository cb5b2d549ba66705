package io.longwire.access;

/** Whether a request may do what it asks for. Immutable. */
public sealed interface Verdict {
    /**
     * It may.
     *
     * @param scope whose request it is: a short digest of the key that was shown, or a word where none was needed
     */
    record Allowed(String scope) implements Verdict {}

    /**
     * A key would help, but none was shown or a wrong one (401).
     *
     * @param detail what to do, for the answer
     */
    record KeyNeeded(String detail) implements Verdict {}

    /**
     * No key would help (403).
     *
     * @param detail what to do, for the answer
     */
    record Closed(String detail) implements Verdict {}
}
