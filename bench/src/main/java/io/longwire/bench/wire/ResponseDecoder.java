package io.longwire.bench.wire;

import java.util.Locale;

/** HTTP/1.1 responses on one connection, one after the other, fed in pieces that may end anywhere. */
public final class ResponseDecoder {
    private static final int MAX_LINE = 16_384;

    private enum State {
        STATUS_LINE,
        HEADERS,
        SIZED_BODY,
        BODY_UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS
    }

    private final ResponseListener listener;
    private final StringBuilder line = new StringBuilder(0);
    private State state = State.STATUS_LINE;
    private int status;
    private boolean chunked;
    private boolean gzip;
    private boolean closes;
    private long contentLength;
    /** Of the chunk or of the body of known length. */
    private long remaining;

    public ResponseDecoder(ResponseListener listener) {
        this.listener = listener;
    }

    /** Whether the response says that the server closes the connection after it. */
    public boolean closes() {
        return closes;
    }

    /** Whether the body that follows, or is being read, has the content coding gzip. */
    public boolean isGzip() {
        return gzip;
    }

    public void decode(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = switch (state) {
                case STATUS_LINE, HEADERS, TRAILERS -> line(bytes, at, to);
                case CHUNK_SIZE, CHUNK_EXTENSION -> chunkSize(bytes, at, to);
                case CHUNK_DATA, SIZED_BODY -> body(bytes, at, to);
                case CHUNK_END -> chunkEnd(bytes, at, to);
                case BODY_UNTIL_CLOSE -> {
                    listener.body(bytes, at, to);
                    yield to;
                }
            };
        }
    }

    private int line(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte next = bytes[at++];
            if (next == '\n') {
                String text = line.toString();
                line.setLength(0);
                endOfLine(text);
                return at;
            }
            if (next != '\r') {
                if (line.length() == MAX_LINE) {
                    throw new ProtocolException("a line of the head over " + MAX_LINE + " bytes");
                }
                line.append((char) (next & 0xff));
            }
        }
        return at;
    }

    private void endOfLine(String text) {
        if (state == State.STATUS_LINE) {
            statusLine(text);
        } else if (state == State.TRAILERS) {
            if (text.isEmpty()) {
                end();
            }
        } else if (text.isEmpty()) {
            endOfHead();
        } else {
            header(text);
        }
    }

    private void statusLine(String text) {
        if (!text.startsWith("HTTP/1.") || text.length() < 12) {
            throw new ProtocolException("not a status line: " + text);
        }
        status = number(text.substring(9, 12));
        chunked = false;
        gzip = false;
        closes = false;
        contentLength = -1;
        state = State.HEADERS;
    }

    private void header(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new ProtocolException("not a header: " + text);
        }
        if (text.regionMatches(true, 0, "content-length", 0, colon)) {
            contentLength = number(text.substring(colon + 1).strip());
        } else if (text.regionMatches(true, 0, "transfer-encoding", 0, colon)) {
            chunked = text.toLowerCase(Locale.ROOT).endsWith("chunked");
        } else if (text.regionMatches(true, 0, "content-encoding", 0, colon)) {
            gzip = text.substring(colon + 1).strip().equalsIgnoreCase("gzip");
        } else if (text.regionMatches(true, 0, "connection", 0, colon)) {
            closes = text.substring(colon + 1).strip().equalsIgnoreCase("close");
        }
    }

    private void endOfHead() {
        if (status < 200) {
            state = State.STATUS_LINE;
            return;
        }
        listener.head(status);
        line.trimToSize();
        remaining = Math.max(0, contentLength);
        if (status == 204 || status == 304 || (!chunked && contentLength == 0)) {
            end();
        } else if (chunked) {
            state = State.CHUNK_SIZE;
            remaining = 0;
        } else {
            state = contentLength > 0 ? State.SIZED_BODY : State.BODY_UNTIL_CLOSE;
        }
    }

    private int chunkSize(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte next = bytes[at++];
            if (next == '\n') {
                state = remaining == 0 ? State.TRAILERS : State.CHUNK_DATA;
                return at;
            }
            if (next == ';') {
                state = State.CHUNK_EXTENSION;
            } else if (state == State.CHUNK_SIZE && next != '\r') {
                int digit = Character.digit(next, 16);
                if (digit < 0 || remaining > Integer.MAX_VALUE) {
                    throw new ProtocolException("not a chunk size: byte " + next);
                }
                remaining = remaining << 4 | digit;
            }
        }
        return at;
    }

    private int body(byte[] bytes, int from, int to) {
        int end = (int) Math.min(to, from + remaining);
        remaining -= end - from;
        listener.body(bytes, from, end);
        if (remaining == 0) {
            if (state == State.CHUNK_DATA) {
                state = State.CHUNK_END;
            } else {
                end();
            }
        }
        return end;
    }

    private int chunkEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte next = bytes[at++];
            if (next == '\n') {
                state = State.CHUNK_SIZE;
                return at;
            }
            if (next != '\r') {
                throw new ProtocolException("a chunk is longer than its size says: byte " + next);
            }
        }
        return at;
    }

    private void end() {
        state = State.STATUS_LINE;
        listener.end();
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new ProtocolException("not a number: " + digits);
        }
    }
}
