package io.longwire.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads what a connection was answered, strictly, as RFC 9112 has it; shares no code with what it checks. Throws
 * {@link IllegalArgumentException} for bytes that are no answers.
 */
final class Answers {
    /** @param body decoded; empty for one that was left out, as for HEAD */
    record Answer(int status, String head, String body) {}

    private final String bytes;
    private int at;

    private Answers(String bytes) {
        this.bytes = bytes;
    }

    static List<Answer> read(byte[] bytes) {
        var answers = new Answers(new String(bytes, StandardCharsets.ISO_8859_1));
        var read = new ArrayList<Answer>();
        while (answers.at < answers.bytes.length()) {
            read.add(answers.next());
        }
        return read;
    }

    private Answer next() {
        int end = bytes.indexOf("\r\n\r\n", at);
        if (end < 0) {
            throw new IllegalArgumentException("no end of the head: " + bytes.substring(at));
        }
        String head = bytes.substring(at, end + 2);
        if (!head.matches("HTTP/1\\.1 \\d{3} [A-Za-z -]+\\r\\n([A-Za-z-]+: [ -~]*\\r\\n)*")) {
            throw new IllegalArgumentException("not a head: " + head);
        }
        at = end + 4;
        int status = Integer.parseInt(head.substring(9, 12));
        return new Answer(status, head, status < 200 || status == 204 ? "" : body(head));
    }

    private String body(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        if (at == bytes.length() || bytes.startsWith("HTTP/1.1 ", at)) {
            return "";
        }
        if (lower.contains("\r\ntransfer-encoding: chunked\r\n")) {
            return chunks();
        }
        int length = lower.indexOf("\r\ncontent-length: ");
        int end = bytes.length();
        if (length >= 0) {
            int from = length + "\r\ncontent-length: ".length();
            end = at + Integer.parseInt(lower.substring(from, lower.indexOf('\r', from)));
        }
        if (end > bytes.length()) {
            throw new IllegalArgumentException("a body that is too short");
        }
        String body = bytes.substring(at, end);
        at = end;
        return body;
    }

    /** Up to the last chunk, or to the end: a stream goes on. */
    private String chunks() {
        var body = new StringBuilder();
        while (at < bytes.length()) {
            int end = bytes.indexOf("\r\n", at);
            int size = Integer.parseInt(bytes.substring(at, end), 16);
            body.append(bytes, end + 2, end + 2 + size);
            at = end + 2 + size;
            if (!bytes.startsWith("\r\n", at)) {
                throw new IllegalArgumentException("a chunk that does not end");
            }
            at += 2;
            if (size == 0) {
                break;
            }
        }
        return body.toString();
    }
}
