package io.longwire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Any body in each of the formats: the first byte chooses one. What was refused is not in the log, what was not is. */
class PublishFuzzTest {
    private static final List<String> TYPES =
            List.of("application/json", "application/x-ndjson", "application/x-www-form-urlencoded", "text/plain");
    private static final EmbeddedServer SERVER = EmbeddedServer.start();

    @FuzzTest(maxDuration = "20s")
    void whatIsAcceptedIsInTheLogAndNothingElse(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int choice = Math.floorMod(bytes[0], TYPES.size());
        byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
        String query = choice == 3 ? "?topic=text" : "";
        long before = SERVER.appended();
        List<Answers.Answer> answers = SERVER.exchange(request(TYPES.get(choice), query, body));
        long appended = SERVER.appended() - before;
        if (answers.size() != 1) {
            throw new AssertionError("one request, but " + answers);
        }
        Answers.Answer answer = answers.get(0);
        long accepted = accepted(answer);
        // An end that carries data takes two places in the log.
        if (appended < accepted || appended > 2 * accepted) {
            throw new AssertionError(appended + " events in the log after " + answer);
        }
        if (answer.status() != 200 && !answer.head().contains("application/problem+json")) {
            throw new AssertionError(answer.toString());
        }
    }

    private static byte[] request(String type, String query, byte[] body) {
        var request = new ByteArrayOutputStream();
        String head = "POST /publish" + query + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** Events that the answer says were taken. */
    private static long accepted(Answers.Answer answer) {
        String body = answer.body();
        int count = body.indexOf("\"accepted\":");
        if (count >= 0) {
            return Long.parseLong(body.substring(count + 11).split("\\D", 2)[0]);
        }
        if (answer.status() != 200) {
            return 0;
        }
        if (!body.startsWith("{\"ids\":[")) {
            return 1;
        }
        return Strings.inArray(body.substring(8));
    }
}
