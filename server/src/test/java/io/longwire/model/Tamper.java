package io.longwire.model;

import io.longwire.event.WireForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Plants bugs of the connection into what it wrote; passes everything on unchanged when the plant is another one. */
final class Tamper {
    private final Plant plant;
    private final boolean chunked;
    /** Whether frames can be seen in what was written. */
    private final boolean legible;

    private final Random random;

    Tamper(Plant plant, WireForm form, Random random) {
        this.plant = plant;
        this.chunked = form.isChunked();
        this.legible = !form.isGzip();
        this.random = random;
    }

    byte[] tamper(byte[] bytes, boolean atBoundary) {
        if (plant == Plant.NONE || !legible || bytes.length == 0) {
            return bytes;
        }
        return atBoundary ? tamperFrames(frames(bytes)) : tamperRest(bytes);
    }

    private byte[] tamperRest(byte[] bytes) {
        if (plant == Plant.CUT_FRAME_SPLICED) {
            return Arrays.copyOfRange(bytes, 1, bytes.length);
        }
        if (plant == Plant.CUT_FRAME_CONTINUED_BY_OTHER_BYTES) {
            byte[] other = bytes.clone();
            other[0] = (byte) (other[0] == 'x' ? 'y' : 'x');
            return other;
        }
        return bytes;
    }

    private byte[] tamperFrames(List<String> frames) {
        switch (plant) {
            case FRAME_DROPPED -> {
                if (frames.size() > 1 && random.nextInt(4) == 0) {
                    frames.remove(0);
                }
            }
            case FRAME_TWICE -> {
                if (frames.size() > 1 && random.nextInt(4) == 0) {
                    frames.add(1, frames.get(0));
                }
            }
            case FRAMES_SWAPPED -> {
                if (frames.size() > 2) {
                    frames.add(0, frames.remove(1));
                }
            }
            case END_LOST -> frames.removeIf(named("end"));
            case RESYNC_NOTICE_LOST -> frames.removeIf(named("resync"));
            case LAST_CHUNK_LOST -> frames.removeIf("0\r\n\r\n"::equals);
            case POSITION_TOO_NEW ->
                frames.replaceAll(
                        frame -> named("position").test(frame) || frame.contains("data: {\"type\":\"heartbeat\"")
                                ? nextMilli(frame)
                                : frame);
            case EVENT_ID_OFF_BY_ONE -> frames.replaceAll(frame -> random.nextInt(4) == 0 ? nextMilli(frame) : frame);
            default -> {
                // planted elsewhere
            }
        }
        return String.join("", frames).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Predicate<String> named(String type) {
        return frame -> frame.contains("event: " + type + "\n");
    }

    /** Adds one to the last digit of the id's milliseconds. */
    private static String nextMilli(String frame) {
        int at = frame.lastIndexOf("\nid: ");
        int dash = frame.indexOf('-', at);
        if (at < 0 || dash < 0 || !Character.isDigit(frame.charAt(dash - 1))) {
            return frame;
        }
        char digit = frame.charAt(dash - 1);
        return frame.substring(0, dash - 1) + (digit == '9' ? '0' : (char) (digit + 1)) + frame.substring(dash);
    }

    /** Divides bytes that begin with a frame into frames; the last may be cut. */
    private List<String> frames(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        var frames = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int end = Math.min(text.length(), frameEnd(text, from));
            frames.add(text.substring(from, end));
            from = end;
        }
        return frames;
    }

    private int frameEnd(String text, int from) {
        if (!chunked) {
            int blank = text.indexOf("\n\n", from);
            return blank < 0 ? text.length() : blank + 2;
        }
        int line = text.indexOf("\r\n", from);
        if (line < 0) {
            return text.length();
        }
        return line + 2 + Integer.parseInt(text.substring(from, line), 16) + 2;
    }
}
