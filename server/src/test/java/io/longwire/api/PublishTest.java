package io.longwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.TestServer;
import io.longwire.config.Setting;
import io.longwire.http.HttpSocket;
import io.longwire.http.HttpSocket.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing over real sockets; what was published is read back as a stream of what is held. */
class PublishTest {
    private static final String JSON = "Content-Type: application/json";
    private static final String NDJSON = "Content-Type: application/x-ndjson";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String TEXT = "Content-Type: text/plain; charset=UTF-8";

    @RegisterExtension
    private final TestServer server = new TestServer()
            .with(Setting.SSE_LOG_BYTES, "1MiB")
            .with(Setting.SSE_MAX_EVENT_BYTES, "1000")
            .with(Setting.SSE_MAX_BATCH_BYTES, "4KiB")
            .with(Setting.SSE_MAX_BATCH_EVENTS, "5");

    private Response publish(String body, String... headers) throws IOException {
        return server.request("POST", "/publish", body, headers);
    }

    /** All that is held of a topic, which is ended first so that the stream has an end. */
    private String held(String topic) throws IOException {
        publish("topic=" + topic + "&end=1", FORM);
        String all = server.get("/sse?lastEventId=earliest&topic=" + topic).body();
        return all.replaceAll("(?m)^id: \\d+-\\d+-\\w+\\n", "").replaceAll("\\r\\n[0-9a-f]+\\r\\n", "");
    }

    @Test
    void aFormIsOneEventOfAllItsTopics() throws IOException {
        Response answer = publish("topic=a&topic=b&data=h%C3%A9+l&type=t&id=own&retry=5", FORM);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("{\"id\":\"own\"}");
        assertThat(held("b")).contains("event: t\ndata: hé l\nretry: 5\nid: own\n\n");
        assertThat(held("a")).contains("data: hé l\n");
    }

    @Test
    void anIdIsThatOfTheStream() throws IOException {
        String id = publish("topic=a&data=x", FORM).body().replaceAll(".*:\"(.*)\"}", "$1");
        assertThat(id).isEqualTo(server.headId());
    }

    @Test
    void aStringIsSentAsItIsAndAnythingElseAsCompactJson() throws IOException {
        publish("{\"topic\":\"a\",\"data\":\"one\\ntwo \\u00e9\"}", JSON);
        publish("""
                {"topic": ["a"], "data": { "n" : 12345678901234567890123.4500e+10, "s": "\\u00e9\\n",
                  "l": [ 1 , -0.0, true, null, {} , [] ] }, "type": null}""", JSON);
        publish("{\"topic\":\"a\",\"data\":null}", JSON);
        publish("{\"topic\":\"a\",\"data\":17}", JSON);
        assertThat(held("a"))
                .contains("data: one\ndata: two é\n\n")
                .contains("data: {\"n\":12345678901234567890123.4500e+10,\"s\":\"é\\n\","
                        + "\"l\":[1,-0.0,true,null,{},[]]}\n\n")
                .contains("data: null\n\n")
                .contains("data: 17\n\n");
    }

    @Test
    void anArrayIsPublishedWholeOrNotAtAll() throws IOException {
        Response answer = publish("[{\"topic\":\"a\",\"data\":1},{\"topic\":\"a\",\"data\":2,\"id\":\"x\"}]", JSON);
        assertThat(answer.body()).matches("\\{\"ids\":\\[\"\\d+-\\d+-\\w+\",\"x\"]}");
        Response wrong = publish("[{\"topic\":\"a\",\"data\":3},{\"topic\":\"a\"}]", JSON);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("event 2: an event needs data");
        assertThat(held("a")).contains("data: 1\n").contains("data: 2\n").doesNotContain("data: 3\n");
    }

    @Test
    void plainTextIsDataAndTheQueryHasTheRest() throws IOException {
        Response answer = server.request("POST", "/publish?topic=a&type=t", "topic=b\r\nü", TEXT);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(held("a")).contains("event: t\ndata: topic=b\ndata: ü\n\n");
    }

    @Test
    void linesArePublishedAsTheyArrive() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            http.send("POST /publish HTTP/1.1\r\nHost: localhost\r\n" + NDJSON
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            http.send("1f\r\n{\"topic\":\"a\",\"data\":\"first\"}\n\n\n\r\n");
            // Before the body ends: the topic's stream gives the line.
            try (var stream = new HttpSocket(server.port())) {
                stream.send(HttpSocket.text("GET", "/sse?topic=a&lastEventId=earliest", ""));
                http.send("1c\r\n{\"topic\":\"a\",\"data\":\"end\"}\n\r\n".replace("1c", "1b"));
                http.send("20\r\n{\"topic\":\"a\",\"data\":1,\"end\":true}\r\n0\r\n\r\n".replace("20\r", "21\r"));
                Response answer = http.read();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body())
                        .startsWith("{\"accepted\":3,\"first\":\"")
                        .doesNotContain("null");
                assertThat(stream.read().body()).contains("data: first\n").contains("data: end\n");
            }
        }
    }

    @Test
    void manyLinesKeepTheirOrder() throws IOException {
        var body = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            body.append("{\"topic\":\"a\",\"data\":").append(i).append("}\r\n");
        }
        Response answer = publish(body.toString(), NDJSON);
        assertThat(answer.body()).startsWith("{\"accepted\":3000,");
        String[] data = held("a").lines().filter(l -> l.matches("data: \\d+")).toArray(String[]::new);
        assertThat(data).hasSize(3000);
        for (int i = 0; i < data.length; i++) {
            assertThat(data[i]).isEqualTo("data: " + i);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"topic\":\"a\"}|400|an event needs data",
                "{\"topic\":\"a\",\"data\":1|400|not well-formed JSON",
                "{\"topic\":\"ended\",\"data\":1}|409|has ended",
                "{\"topic\":\"a\",\"data\":1} x|400|JSON"
            })
    void linesStopAtTheFirstThatFails(String line, int status, String error) throws IOException {
        publish("topic=ended&end=true", FORM);
        String good = "{\"topic\":\"a\",\"data\":\"good\"}\n";
        Response answer = publish(good + "\n" + good + line + "\n{\"topic\":\"a\",\"data\":\"late\"}\n", NDJSON);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .contains("\"accepted\":2")
                .contains("\"line\":4")
                .contains(error);
        assertThat(held("a")).contains("good").doesNotContain("late");
    }

    @Test
    void aLineAfterTheEndOfItsTopicFailsAlone() throws IOException {
        Response answer = publish(
                "{\"topic\":\"a\",\"data\":1,\"end\":true}\n{\"topic\":\"a\",\"data\":2}\n{\"topic\":\"b\",\"data\":3}\n",
                NDJSON);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("\"accepted\":1").contains("\"line\":2");
        assertThat(held("b")).doesNotContain("data: 3");
    }

    @Test
    void aFailingLineIsAnsweredBeforeTheBodyEnds() throws IOException {
        try (var http = new HttpSocket(server.port())) {
            http.send("POST /publish HTTP/1.1\r\nHost: localhost\r\n" + NDJSON
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            http.send("3\r\n{}\n\r\n");
            assertThat(http.read().status()).isEqualTo(400);
            assertThat(http.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"topic\":\"a\",\"data\":1,\"x\":2}|unknown field 'x'",
                "{\"topic\":\"a\",\"data\":1,\"data\":2}|stands twice",
                "{\"topic\":\"a\",\"data\":1,\"type\":\"connected\"}|reserved",
                "{\"topic\":7,\"data\":1}|topic is a string",
                "{\"topic\":\"a/*\",\"data\":1}|no '*'",
                "{\"topic\":\"a\",\"data\":1,\"retry\":1.5}|retry",
                "{\"topic\":\"a\",\"data\":1,\"end\":\"yes\"}|end is true or false",
                "{\"topic\":\"a\",\"data\":1,\"id\":\"1764000000000-0-abc\"}|form of the server",
                "{\"topic\":\"a\",\"data\":\"\\ud800\"}|not valid Unicode",
                "{\"topic\":\"a\",\"data\":1} {}|something follows",
                "[]|array is empty",
                "[1]|an event is a JSON object",
                "'x'|not well-formed JSON",
                "{\"topic\":\"a\",\"data\":[|not well-formed JSON"
            })
    void saysWhatIsWrongWithJson(String body, String why) throws IOException {
        Response answer = publish(body, JSON);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains(why).contains("\"status\":400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic=a", "data=x", "topic=a&data=x&data=y", "topic=a&data=%ff", "topic=a&data=x&nope=1"})
    void refusesAFormThatIsNoEvent(String body) throws IOException {
        assertThat(publish(body, FORM).status()).isEqualTo(400);
    }

    @Test
    void namesTheBoundThatWasPassed() throws IOException {
        String large = "x".repeat(1001);
        assertThat(publish("topic=a&data=" + large, FORM).body())
                .contains("SSE_MAX_EVENT_BYTES")
                .contains("413");
        assertThat(publish("x".repeat(5000), JSON).body())
                .contains("SSE_MAX_BATCH_BYTES")
                .contains("413");
        String six = "[" + "{\"topic\":\"a\",\"data\":1},".repeat(5) + "{\"topic\":\"a\",\"data\":1}]";
        assertThat(publish(six, JSON).body()).contains("SSE_MAX_BATCH_EVENTS").contains("413");
        Response line = publish("{\"topic\":\"a\",\"data\":\"" + large + "\"}\n", NDJSON);
        assertThat(line.status()).isEqualTo(413);
        assertThat(line.body()).contains("\"line\":1");
    }

    @Test
    void refusesOtherMediaTypesAndNamesItsOwn() throws IOException {
        Response answer = publish("<a/>", "Content-Type: text/xml");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains("application/x-ndjson");
        assertThat(publish("x", "Content-Type: text/plain; charset=latin1").status())
                .isEqualTo(415);
        assertThat(publish("x").status()).isEqualTo(415);
    }

    @Test
    void anEndedTopicTakesNothing() throws IOException {
        assertThat(publish("topic=a&end=true", FORM).status()).isEqualTo(200);
        assertThat(publish("topic=a&data=x", FORM).status()).isEqualTo(409);
    }

    @Test
    void theSameKeyAndBodyAreAnsweredAlikeAndPublishedOnce() throws IOException {
        String first = publish("topic=a&data=once", FORM, "Idempotency-Key: k").body();
        assertThat(publish("topic=a&data=once", FORM, "Idempotency-Key: k").body())
                .isEqualTo(first);
        assertThat(publish("topic=a&data=other", FORM, "Idempotency-Key: k").status())
                .isEqualTo(422);
        assertThat(held("a").split("data: once", -1)).hasSize(2);
    }

    @Test
    void aKeyWhoseRequestIsUnderWayIsTaken() throws IOException {
        try (var slow = new HttpSocket(server.port())) {
            slow.send("POST /publish HTTP/1.1\r\nHost: localhost\r\n" + FORM
                    + "\r\nIdempotency-Key: k\r\nExpect: 100-continue\r\nContent-Length: 14\r\n\r\n");
            assertThat(slow.read().status()).isEqualTo(100);
            assertThat(publish("topic=a&data=x", FORM, "Idempotency-Key: k").status())
                    .isEqualTo(409);
            assertThat(slow.send("topic=a&data=x").read().status()).isEqualTo(200);
        }
        assertThat(publish("topic=a&data=x", FORM, "Idempotency-Key: k").status())
                .isEqualTo(200);
    }

    @Test
    void keysDoNotGoWithLinesNorBeEmpty() throws IOException {
        assertThat(publish("{}", NDJSON, "Idempotency-Key: k").status()).isEqualTo(400);
        assertThat(publish("topic=a&data=x", FORM, "Idempotency-Key: ").status())
                .isEqualTo(400);
        assertThat(publish("topic=a&data=x", FORM, "Idempotency-Key: " + "k".repeat(256))
                        .status())
                .isEqualTo(400);
    }
}
