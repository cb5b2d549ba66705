package io.longwire.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of the original application: the data of a large event is base64 of gzip (RFC 1952) of what it was. Its
 * clients recognise it by what every such text begins with, {@code H4sI}. The sequencer's own.
 */
final class Envelope implements AutoCloseable {
    private static final int LEVEL = 6;
    /** Deflate, no flags, no time, an unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int TRAILER_LENGTH = 8;
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final long threshold;
    private @Nullable Deflater deflater;

    /** @param threshold bytes of data; what is longer gets an envelope */
    Envelope(long threshold) {
        this.threshold = threshold;
    }

    /**
     * An event's lines with its data in an envelope; null when that is too short for one.
     *
     * @param lines as they were rendered: perhaps {@code event}, each line of {@code data}, and what follows
     */
    byte @Nullable [] around(byte[] lines) {
        if (lines.length <= threshold) {
            return null;
        }
        int from = isData(lines, 0) ? 0 : nextLine(lines, 0);
        var data = new byte[lines.length];
        int length = 0;
        int line = from;
        while (isData(lines, line)) {
            int next = nextLine(lines, line);
            int text = next - line - DATA.length; // with the end of its line, which joins it to the next one
            System.arraycopy(lines, line + DATA.length, data, length, text);
            length += text;
            line = next;
        }
        length--;
        if (length <= threshold) {
            return null;
        }
        byte[] text = Base64.getEncoder().encode(gzip(data, length));
        return ByteBuffer.allocate(from + DATA.length + text.length + 1 + lines.length - line)
                .put(lines, 0, from)
                .put(DATA)
                .put(text)
                .put((byte) '\n')
                .put(lines, line, lines.length - line)
                .array();
    }

    private static boolean isData(byte[] lines, int from) {
        int to = from + DATA.length;
        return to <= lines.length && Arrays.equals(lines, from, to, DATA, 0, DATA.length);
    }

    private static int nextLine(byte[] lines, int from) {
        int at = from;
        while (lines[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private byte[] gzip(byte[] data, int length) {
        Deflater fresh = deflater();
        fresh.reset();
        fresh.setInput(data, 0, length);
        fresh.finish();
        int most = length + (length >> 10) + 64; // deflate's own bound, and more
        var out = new byte[HEADER.length + most + TRAILER_LENGTH];
        System.arraycopy(HEADER, 0, out, 0, HEADER.length);
        int end = HEADER.length;
        while (!fresh.finished()) {
            end += fresh.deflate(out, end, HEADER.length + most - end);
        }
        var sum = new CRC32();
        sum.update(data, 0, length);
        ByteBuffer.wrap(out, end, TRAILER_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) sum.getValue())
                .putInt(length);
        return Arrays.copyOf(out, end + TRAILER_LENGTH);
    }

    private Deflater deflater() {
        Deflater made = deflater;
        if (made == null) {
            made = new Deflater(LEVEL, true);
            deflater = made;
        }
        return made;
    }

    /** Gives the compressor's memory back. */
    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
