package io.longwire.api;

import io.longwire.http.RequestException;
import io.netty.buffer.ByteBuf;

/** Bytes as they arrive, taken out line by line. One thread. */
final class LineBuffer {
    private final PublishLimits limits;
    private byte[] bytes = new byte[4096];
    /** Where the line begins that {@link #next} found last, and its length without its line feed. */
    private int from;

    private int length;
    /** Where the next line begins, how far it was looked through, and where the bytes end. */
    private int start;

    private int scanned;
    private int end;
    private boolean complete;
    private boolean tooLong;

    LineBuffer(PublishLimits limits) {
        this.limits = limits;
    }

    /** Forgets the current line. */
    void add(ByteBuf piece) {
        int more = piece.readableBytes();
        if (end + more > bytes.length) {
            int unread = end - start;
            byte[] target = unread + more > bytes.length ? new byte[Math.max(unread + more, bytes.length * 2)] : bytes;
            System.arraycopy(bytes, start, target, 0, unread);
            bytes = target;
            scanned -= start;
            start = 0;
            end = unread;
        }
        piece.readBytes(bytes, end, more);
        end += more;
    }

    /** No more bytes come; the last line may lack its line feed. */
    void end() {
        complete = true;
    }

    /** Moves on to the next whole line; false when there is none yet. Throws {@link RequestException} (413). */
    boolean next() {
        while (scanned < end && bytes[scanned] != '\n') {
            scanned++;
        }
        boolean found = scanned < end || (complete && start < end);
        if (scanned - start > limits.batchBytes()) {
            tooLong = true;
            throw limits.tooManyBytes();
        }
        if (found) {
            from = start;
            length = scanned - start;
            scanned = Math.min(scanned + 1, end);
            start = scanned;
        }
        return found;
    }

    /** Whether {@link #next} failed for a line that is too long. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Whether all lines were taken. */
    boolean isEmpty() {
        return start == end;
    }

    boolean isBlank() {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return length;
    }
}
