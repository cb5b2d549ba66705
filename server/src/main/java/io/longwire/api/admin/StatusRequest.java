package io.longwire.api.admin;

import io.longwire.http.Fields;
import io.longwire.http.RequestException;
import org.jspecify.annotations.Nullable;

/**
 * What part of the status is asked for. Immutable.
 *
 * @param list {@code connections} or {@code topics}; null for the beginning of both
 * @param limit entries of a list, 1 to {@value #MAX_LIMIT}
 * @param cursor where the list goes on, as an earlier answer gave it; null for the beginning
 * @param contains what a topic's name must contain, or a connection's address or one of its selectors; may be empty
 */
record StatusRequest(
        @Nullable String list, int limit, @Nullable String cursor, String contains) {
    static final int MAX_LIMIT = 1000;
    private static final int USUAL_LIMIT = 100;

    /** Throws {@link RequestException} (400) for what cannot be meant. */
    static StatusRequest of(Fields query) {
        String list = query.only("list");
        if (list != null && !list.equals("connections") && !list.equals("topics")) {
            throw RequestException.bad("list is connections or topics; none means both");
        }
        String cursor = query.only("cursor");
        if (cursor != null && list == null) {
            throw RequestException.bad("cursor belongs to one list: give list=connections or list=topics beside it");
        }
        String contains = query.only("contains");
        return new StatusRequest(list, limit(query.only("limit")), cursor, contains == null ? "" : contains);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw RequestException.bad("limit is a whole number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    boolean wantsConnections() {
        return !"topics".equals(list);
    }

    boolean wantsTopics() {
        return !"connections".equals(list);
    }
}
