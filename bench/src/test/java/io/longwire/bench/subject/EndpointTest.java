package io.longwire.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longwire.bench.report.BenchException;
import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void topicTakesItsPlaceInTheUrl() {
        assertThat(Endpoint.parse("http://127.0.0.1:1/sub/{topic}?x=1").pathOrParameter("a/1"))
                .isEqualTo("/sub/a%2F1?x=1");
    }

    @Test
    void urlWithoutAPlaceGetsAParameter() {
        Endpoint endpoint = Endpoint.parse("http://127.0.0.1:5001/sse");
        assertThat(endpoint.pathOrParameter("a/1")).isEqualTo("/sse?topic=a%2F1");
        assertThat(endpoint.sibling("/publish").path("a/1")).isEqualTo("/publish");
        assertThat(Endpoint.parse("http://127.0.0.1/sse?x=1").pathOrParameter("a"))
                .isEqualTo("/sse?x=1&topic=a");
        assertThat(Endpoint.parse("http://127.0.0.1").pathOrParameter("a")).isEqualTo("/?topic=a");
    }

    @Test
    void whatIsNoHttpUrlIsRefused() {
        assertThatThrownBy(() -> Endpoint.parse("https://127.0.0.1/sse")).isInstanceOf(BenchException.class);
        assertThatThrownBy(() -> Endpoint.parse("not a url")).isInstanceOf(BenchException.class);
    }
}
