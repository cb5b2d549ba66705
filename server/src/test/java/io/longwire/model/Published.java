package io.longwire.model;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One frame of the log, as the model has it.
 *
 * @param id the pair (ms, n) as one number
 * @param type null for an unnamed event
 * @param ownId the publisher's id; null for one of the log's
 * @param offset bytes of the log before its frame
 * @param batch number of the batch it came in
 */
record Published(
        long id,
        List<String> topics,
        String type,
        String data,
        String ownId,
        int retry,
        boolean end,
        long offset,
        int batch) {

    static final int N_BITS = 20;

    static String render(long id, String tag) {
        return (id >> N_BITS) + "-" + (id & ((1 << N_BITS) - 1)) + "-" + tag;
    }

    /** The number of an id of the log {@code tag}; -1 when it is none. */
    static long number(String id, String tag) {
        String[] parts = id.split("-", -1);
        if (parts.length != 3 || !parts[2].equals(tag)) {
            return -1;
        }
        return (Long.parseLong(parts[0]) << N_BITS) + Long.parseLong(parts[1]);
    }

    String wireId(String tag) {
        return ownId != null ? ownId : render(id, tag);
    }

    /** The data as a client gets it: every line break has become a line feed. */
    String receivedData() {
        return data.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Length of the frame with its chunk around it. */
    int frameLength(String tag) {
        int inner = (type == null ? 0 : utf8("event: " + type + "\n"));
        for (String line : receivedData().split("\n", -1)) {
            inner += utf8("data: " + line + "\n");
        }
        inner += retry < 0 ? 0 : utf8("retry: " + retry + "\n");
        inner += utf8("id: " + wireId(tag) + "\n\n");
        return Integer.toHexString(inner).length() + 2 + inner + 2;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return (id >> N_BITS) + "-" + (id & ((1 << N_BITS) - 1)) + topics + (type == null ? "" : " " + type)
                + (ownId == null ? "" : " id=" + ownId) + " '" + Text.brief(data) + "'";
    }
}
