package io.longwire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.longwire.event.EventId;
import io.longwire.event.InvalidEventException;
import io.longwire.event.Selector;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any selector, id and query: a stream with its first event, 204, or a refusal that names what is wrong. */
class SubscribeFuzzTest {
    private static final EmbeddedServer SERVER = EmbeddedServer.start();

    /** The first line is the query, the second the last id. */
    @FuzzTest(maxDuration = "20s")
    void anyQueryIsAStreamOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String[] lines = text.split("\n", 3);
        String query = lines[0].replaceAll("[\\x00-\\x20\\x7f]", "");
        String id = lines.length > 1 ? lines[1].replaceAll("[\\x00-\\x1f\\x7f]", "") : "";
        selector(new String(lines[0].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        id(id);
        String request = "GET /sse?" + query + " HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: " + id + "\r\n\r\n";
        List<Answers.Answer> answers = SERVER.exchange(request.getBytes(StandardCharsets.ISO_8859_1));
        if (answers.size() != 1) {
            throw new AssertionError("one request, but " + answers);
        }
        Answers.Answer answer = answers.get(0);
        boolean allowed = switch (answer.status()) {
            case 200 -> answer.body().contains("event: connected\ndata: {");
            case 204 -> true;
            case 400, 414, 431 -> answer.body().contains("\"detail\":\"");
            case 403 -> answer.body().contains("topics under longwire/");
            default -> false;
        };
        if (!allowed) {
            throw new AssertionError(answer.toString());
        }
    }

    private static void selector(String text) {
        try {
            Selector selector = Selector.parse(text);
            if (!selector.covers(selector) || !(selector.isPattern() || selector.matches(text))) {
                throw new AssertionError(text);
            }
        } catch (InvalidEventException refused) {
            if (String.valueOf(refused.getMessage()).indexOf('\n') >= 0) {
                throw new AssertionError(refused);
            }
        }
    }

    private static void id(String text) {
        EventId.Parsed parsed = EventId.Parsed.of(text);
        if (parsed != null && !EventId.render(parsed.id(), parsed.logTag()).equals(text)) {
            throw new AssertionError(text);
        }
    }
}
