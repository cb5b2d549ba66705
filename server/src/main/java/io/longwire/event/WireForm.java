package io.longwire.event;

/** What a stream's events look like on the wire. */
public enum WireForm {
    /** Whole frames: the chunks of an HTTP/1.1 body. */
    CHUNKED,
    /**
     * The same, but of large events the data is what the original application made of it: base64 of gzip, where the log
     * holds it so.
     */
    ENVELOPE,
    /** Inner slices, to the end of the connection: HTTP/1.0, and listeners of this process. */
    PLAIN,
    /** The chunks of a body with the content coding gzip; an event may be compressed against the one before it. */
    GZIP,
    /** The same, but each event is compressed by itself. */
    GZIP_APART;

    private static final WireForm[] FORMS = values();

    /** The form with this ordinal, for those who keep it in a byte. */
    public static WireForm of(byte ordinal) {
        return FORMS[ordinal];
    }

    /** Whether bytes go out in HTTP/1.1 chunks. */
    public boolean isChunked() {
        return this != PLAIN;
    }

    /** Whether events are whole frames, in no content coding. */
    public boolean isFramed() {
        return this == CHUNKED || this == ENVELOPE;
    }

    public boolean isGzip() {
        return this == GZIP || this == GZIP_APART;
    }
}
