package io.longwire.api;

import io.longwire.http.RequestException;
import io.longwire.stream.StreamCursor;
import org.jspecify.annotations.Nullable;

/** Where a listing of streams goes on, as text for clients, who send it back as it is. Stateless; any thread. */
public final class CursorText {
    private CursorText() {}

    public static String render(StreamCursor cursor) {
        return cursor.shard() + "." + cursor.group() + "." + cursor.member();
    }

    /**
     * Throws {@link RequestException} (400) when it is nothing that {@link #render} made.
     *
     * @param text null for the beginning
     */
    public static StreamCursor parse(@Nullable String text, int shards) {
        if (text == null) {
            return StreamCursor.START;
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length == 3) {
            try {
                var cursor = new StreamCursor(number(parts[0]), number(parts[1]), number(parts[2]));
                if (cursor.shard() >= 0 && cursor.shard() < shards) {
                    return cursor;
                }
            } catch (NumberFormatException tooLarge) {
                // said below
            }
        }
        throw RequestException.bad("cursor is what an earlier answer gave as next");
    }

    /** Throws {@link NumberFormatException} when it is no int of digits alone, or -1. */
    private static int number(String text) {
        if (!text.matches("-1|\\d{1,10}")) {
            throw new NumberFormatException();
        }
        return Integer.parseInt(text);
    }
}
