package io.longwire.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.report.BenchException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishTemplateTest {
    @Test
    void everyPlaceIsFilled() {
        assertThat(text("{topic}|{seq}|{ts}|{pad:3}|{other}")).isEqualTo("a/1|7|99|xxx|{other}");
        assertThat(text("{data}")).isEqualTo("bench 7 99 " + "x".repeat(49));
        assertThat(text("")).isEmpty();
    }

    @Test
    void whatNoSubscriberCouldCheckIsRefused() {
        assertThat(new PublishTemplate("m={data}").checkable()).isNotNull();
        assertThat(new PublishTemplate("{\"n\":\"bench {seq} {ts} {pad:9}\"}").checkable())
                .isNotNull();
        assertThatThrownBy(() -> new PublishTemplate("{seq}").checkable())
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("{data}");
    }

    @Test
    void requestHasTheMethodTheHeadersAndTheBodyThatWereGiven() {
        Endpoint endpoint = Endpoint.parse("http://127.0.0.1:9/pub/{topic}");
        Publishing publishing =
                new Publishing("PUT", endpoint, List.of("X-Kind: test"), new PublishTemplate("ä {seq}"));
        Subject subject = new Subject(List.of(endpoint), publishing, List.of("Authorization: Bearer k"), List.of());
        assertThat(new String(subject.requests().publish("a b", 7, 99, 60), StandardCharsets.UTF_8))
                .isEqualTo("PUT /pub/a+b HTTP/1.1\r\nHost: 127.0.0.1:9\r\nAuthorization: Bearer k\r\n"
                        + "X-Kind: test\r\nContent-Length: 4\r\n\r\nä 7");
    }

    @Test
    void streamsGoToSeveralServersInTurn() {
        Endpoint one = Endpoint.parse("http://127.0.0.1:1/sse");
        Endpoint two = Endpoint.parse("http://127.0.0.1:2/sse");
        Subject subject = new Subject(List.of(one, two), Publishing.json(one), List.of(), List.of());
        assertThat(subject.requests().streamAddress(2).getPort()).isEqualTo(1);
        assertThat(subject.requests().streamAddress(3).getPort()).isEqualTo(2);
        assertThat(new String(subject.requests().subscribe(3, "t", "5-0"), StandardCharsets.UTF_8))
                .startsWith("GET /sse?topic=t HTTP/1.1\r\nHost: 127.0.0.1:2\r\nLast-Event-ID: 5-0\r\n");
    }

    private static String text(String template) {
        StringBuilder out = new StringBuilder();
        new PublishTemplate(template).write(out, "a/1", 7, 99, 60);
        return out.toString();
    }
}
