package io.longwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.longwire.admission.AddressSlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CloseLogTest {
    private final StubShard shard = new StubShard(Duration.ofSeconds(30));
    private final Logger logger = (Logger) LoggerFactory.getLogger(CloseLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void free() {
        shard.close();
        logger.setAdditive(true);
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aLineSaysWhoLeftAndWhy() {
        StubShard.Taker taker = shard.open("a", HeartbeatForm.PING);
        shard.pass(Duration.ofSeconds(61), 610);
        int bytes = taker.received.length();
        taker.connection.peerLeft(CloseReason.RESET);
        assertThat(lines())
                .containsExactly("SSE closed id=" + shard.ids.render(1)
                        + " address=192.0.2.1 seconds=61 events=0 bytes=" + bytes + " reason=reset");
    }

    @Test
    void aStreamThatIsLostOnItsWayIsCountedAndSaid() {
        shard.shard.lost(7, (AddressSlot) shard.limits.admit(null), CloseReason.CLIENT_CLOSED);
        assertThat(lines())
                .containsExactly("SSE closed id=" + shard.ids.render(7)
                        + " address=0.0.0.0 seconds=0 events=0 bytes=0 reason=client-closed");
        assertThat(shard.shard.counters().closed(CloseReason.CLIENT_CLOSED)).isEqualTo(1);
        assertThat(shard.shard.counters().get(ShardCounters.Counter.OPENED)).isEqualTo(1);
        assertThat(shard.limits.active()).isZero();
    }

    @Test
    void manyAtOnceAreSummedUp() {
        var open = new ArrayList<StubShard.Taker>();
        for (int i = 0; i < CloseLog.LINES_PER_SECOND + 100; i++) {
            open.add(shard.open("a", HeartbeatForm.COMMENT));
        }
        open.forEach(taker -> taker.connection.peerLeft(CloseReason.CLIENT_CLOSED));
        assertThat(lines()).hasSize(CloseLog.LINES_PER_SECOND);
        shard.pass(Duration.ofSeconds(2), 20);
        assertThat(lines()).hasSize(CloseLog.LINES_PER_SECOND + 1).last().isEqualTo("SSE closed more=100");
        shard.open("a", HeartbeatForm.COMMENT).connection.peerLeft(CloseReason.CLIENT_CLOSED);
        assertThat(lines()).hasSize(CloseLog.LINES_PER_SECOND + 2);
    }
}
