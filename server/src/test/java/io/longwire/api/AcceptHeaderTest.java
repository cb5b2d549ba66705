package io.longwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {
    private static HttpHeaders accept(String value) {
        return new DefaultHttpHeaders().add("Accept", value);
    }

    @Test
    void nothingSaidAllowsEverything() {
        assertThat(AcceptHeader.allowsEventStream(new DefaultHttpHeaders())).isTrue();
        assertThat(AcceptHeader.allowsEventStream(accept(""))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "text/*",
                "text/event-stream",
                "Text/Event-Stream; q=0.001",
                "text/html, text/event-stream",
                "application/json, */*;q=0.1",
                "text/*;q=0, text/event-stream"
            })
    void allows(String value) {
        assertThat(AcceptHeader.allowsEventStream(accept(value))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/html",
                "text/event-stream;q=0",
                "text/event-stream; q=0.000, */*",
                "text/*;q=0, */*",
                "*/*;q=0.0"
            })
    void refuses(String value) {
        assertThat(AcceptHeader.allowsEventStream(accept(value))).isFalse();
    }

    @Test
    void anEventSourceNamesIt() {
        assertThat(AcceptHeader.namesEventStream(accept("text/event-stream"))).isTrue();
        assertThat(AcceptHeader.namesEventStream(accept("*/*"))).isFalse();
        assertThat(AcceptHeader.namesEventStream(accept("text/event-stream;q=0")))
                .isFalse();
    }
}
