package io.longwire.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamDecodingTest {
    private static final String EVENTS = ": hi\n"
            + "event: connected\ndata: {}\nid: 1-0-a\n\n"
            + "data: first\nid: 2-0-a\n\n"
            + "data: über\r\ndata:two\r\ndata\r\n\r\n"
            + "event: message\rdata:  kept space\r\r"
            + "retry: 5\n\n"
            + "datum: no\ndata: last\n\n"
            + "data: never dispatched\n";
    private static final List<String> EXPECTED =
            List.of("connected={}", "null=first", "null=über\ntwo\n", "null= kept space", "null=last");

    @Test
    void eventsAreTheSameWhereverTheStreamIsSplit() {
        byte[] stream = bytes(EVENTS);
        for (int split = 0; split <= stream.length; split++) {
            for (int second = split; second <= Math.min(stream.length, split + 3); second++) {
                List<String> events = new ArrayList<>();
                EventDecoder decoder = new EventDecoder((type, data, length) ->
                        events.add(type + "=" + new String(data, 0, length, StandardCharsets.UTF_8)));
                decoder.decode(stream, 0, split);
                decoder.decode(stream, split, second);
                decoder.decode(stream, second, stream.length);
                assertThat(events).as("split at %d and %d", split, second).isEqualTo(EXPECTED);
            }
        }
    }

    @Test
    void chunkedResponseIsTheSameWhereverItIsSplit() {
        String chunked = crlf("""
                HTTP/1.1 200 OK
                Content-Type: text/event-stream
                Transfer-Encoding: chunked

                5
                hello
                C;name=value
                , all
                of yo
                2
                 !
                0
                Trailer: x

                HTTP/1.1 204 No Content

                """);
        assertSplitAnywhere(chunked, "<200>hello, all\r\nof yo !.<204>.");
    }

    @Test
    void keepAliveResponsesOfKnownLengthFollowEachOther() {
        String responses = "HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc"
                + "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
                + "HTTP/1.1 200 OK\r\n\r\nuntil the end";
        assertSplitAnywhere(responses, "<200>abc.<503>.<200>until the end");
    }

    @Test
    void idCountsWhenItsEventIsComplete() {
        EventDecoder decoder = new EventDecoder((type, data, length) -> {});
        assertThat(decoder.lastEventId()).isEmpty();
        byte[] stream = bytes("data: a\nid: 17-0\n\ndata: b\nid: 1");
        decoder.decode(stream, 0, stream.length);
        assertThat(decoder.lastEventId()).isEqualTo("17-0");
        byte[] rest = bytes("8-0\n\ndata: c\n\nid: 9\n");
        decoder.decode(rest, 0, rest.length);
        assertThat(decoder.lastEventId()).isEqualTo("18-0");
    }

    @Test
    void chunkLongerThanItsSizeIsAnError() {
        String response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n";
        assertThatThrownBy(() -> decode(bytes(response), 0)).isInstanceOf(ProtocolException.class);
    }

    private static void assertSplitAnywhere(String response, String expected) {
        byte[] bytes = bytes(response);
        for (int split = 0; split <= bytes.length; split++) {
            assertThat(decode(bytes, split)).as("split at %d", split).isEqualTo(expected);
        }
    }

    private static String decode(byte[] bytes, int split) {
        StringBuilder told = new StringBuilder();
        ResponseDecoder decoder = new ResponseDecoder(new ResponseListener() {
            @Override
            public void head(int status) {
                told.append('<').append(status).append('>');
            }

            @Override
            public void body(byte[] body, int from, int to) {
                told.append(new String(body, from, to - from, StandardCharsets.UTF_8));
            }

            @Override
            public void end() {
                told.append('.');
            }
        });
        decoder.decode(bytes, 0, split);
        decoder.decode(bytes, split, bytes.length);
        return told.toString();
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
