package io.longwire.model;

import java.io.ByteArrayOutputStream;

/** A decoder of chunked bodies, written from RFC 9112, section 7.1; strict, without extensions and trailers. */
final class ChunkedBody {
    private enum Part {
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        LAST_CR,
        LAST_LF,
        DONE
    }

    private Part part = Part.SIZE;
    private int size;
    private int digits;

    /** Adds decoded bytes to {@code body}; returns what is wrong, or null. */
    String decode(byte[] bytes, ByteArrayOutputStream body) {
        for (int at = 0; at < bytes.length; at++) {
            byte b = bytes[at];
            switch (part) {
                case SIZE -> {
                    int digit = Character.digit(b, 16);
                    if (digit >= 0 && digits < 7) {
                        size = size * 16 + digit;
                        digits++;
                    } else if (b == '\r' && digits > 0) {
                        part = Part.SIZE_LF;
                    } else {
                        return "byte " + b + " in a chunk's size";
                    }
                }
                case SIZE_LF -> {
                    if (b != '\n') {
                        return "no LF after a chunk's size";
                    }
                    part = size == 0 ? Part.LAST_CR : Part.DATA;
                }
                case DATA -> {
                    int length = Math.min(size, bytes.length - at);
                    body.write(bytes, at, length);
                    at += length - 1;
                    size -= length;
                    if (size == 0) {
                        part = Part.DATA_CR;
                    }
                }
                case DATA_CR, LAST_CR -> {
                    if (b != '\r') {
                        return "byte " + b + " after a chunk, not CR";
                    }
                    part = part == Part.DATA_CR ? Part.DATA_LF : Part.LAST_LF;
                }
                case DATA_LF, LAST_LF -> {
                    if (b != '\n') {
                        return "no LF after a chunk";
                    }
                    part = part == Part.DATA_LF ? Part.SIZE : Part.DONE;
                    size = 0;
                    digits = 0;
                }
                default -> {
                    return "bytes after the last chunk";
                }
            }
        }
        return null;
    }

    boolean isBetweenChunks() {
        return part == Part.SIZE && digits == 0;
    }

    boolean isDone() {
        return part == Part.DONE;
    }
}
