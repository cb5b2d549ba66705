package io.longwire.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The measure itself, held against the examples that the standards give. */
class EventStreamParserTest {
    @Test
    void readsTheExamplesOfTheStandard() {
        assertThat(dispatched("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly("message|YHOO\n+2\n10|");
        assertThat(dispatched(
                        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n"))
                .containsExactly("message|first event|1", "message|second event|");
        assertThat(dispatched("data\n\ndata\ndata\n\ndata:")).containsExactly("message||", "message|\n|");
        assertThat(dispatched("data:test\n\ndata: test\n\n")).containsExactly("message|test|", "message|test|");
    }

    @Test
    void takesEveryKindOfLineEndAndOneByteOrderMark() {
        assertThat(dispatched("\uFEFFevent: a\rdata: 1\r\n\r\nid: 7\n\ndata: \uFEFF2\r\r"))
                .containsExactly("a|1|", "message|\uFEFF2|7");
    }

    @Test
    void ignoresAnIdWithNulAndARetryThatIsNoNumber() {
        assertThat(dispatched("id: 1\nid: 2\0\nretry: 1x\ndata: a\n\n")).containsExactly("message|a|1");
        assertThat(EventStreamParser.retryMillis("retry: 10\nretry: x\n".getBytes(UTF_8)))
                .isEqualTo(10);
    }

    @Test
    void takesChunksApart() {
        assertThat(new String(
                        EventStreamParser.unchunk("4\r\nWiki\r\n9\r\npedia\r\nin\r\n0\r\n\r\n".getBytes(UTF_8)), UTF_8))
                .isEqualTo("Wikipedia\r\nin");
        for (String wrong : List.of("4\r\nWik\r\n", "\r\n\r\n", "g\r\n", "1\nx\r\n", "1\r\nx\n\n")) {
            assertThatThrownBy(() -> EventStreamParser.unchunk(wrong.getBytes(UTF_8)))
                    .as(wrong)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private static List<String> dispatched(String stream) {
        return EventStreamParser.parse(stream.getBytes(UTF_8)).stream()
                .map(event -> event.type() + "|" + event.data() + "|" + event.lastEventId())
                .toList();
    }
}
