package io.longwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.stream.StubShard.Taker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that is old enough is ended in order. */
class StreamAgeTest {
    private static final int STREAMS = 200;

    private final StubShard shard = new StubShard(Duration.ofSeconds(10), Duration.ofSeconds(1000));

    @AfterEach
    void free() {
        shard.close();
    }

    @Test
    void streamsEndAtTheirAgeOrUpToATenthLaterNotAllAtOnce() {
        var open = new ArrayList<Taker>();
        for (int i = 0; i < STREAMS; i++) {
            open.add(shard.open("t" + i % 10, i % 2 == 0 ? HeartbeatForm.COMMENT : HeartbeatForm.ALL));
        }
        shard.pass(Duration.ofSeconds(999), 999);
        assertThat(open).noneMatch(taker -> taker.closed);
        Set<Long> momentsOfEnds = new HashSet<>();
        long left = STREAMS;
        for (int second = 0; second < 102; second++) {
            shard.pass(Duration.ofSeconds(1), 1);
            long now = open.stream().filter(taker -> !taker.closed).count();
            if (now != left) {
                momentsOfEnds.add((long) second);
            }
            left = now;
        }
        assertThat(left).isZero();
        assertThat(momentsOfEnds).hasSizeGreaterThan(50);
        assertThat(open)
                .allMatch(taker -> taker.orderly && taker.received.toString().endsWith("0\r\n\r\n"));
        assertThat(shard.shard.counters().closed(CloseReason.MAX_AGE)).isEqualTo(STREAMS);
    }

    @Test
    void whoKnowsAnIdThatIsAsGoodIsToldNoPosition() {
        Taker knows = shard.open("a", HeartbeatForm.COMMENT);
        shard.pass(Duration.ofSeconds(1101), 1101);
        assertThat(knows.closed).isTrue();
        assertThat(knows.received).doesNotContain("event: position");
    }

    @Test
    void endsAtItsAgeHoweverLongTheServerIsUp() {
        try (var old = new StubShard(Duration.ofHours(1), Duration.ofDays(1))) {
            old.pass(Duration.ofDays(49), 490);
            Taker taker = old.open("a", HeartbeatForm.COMMENT);
            old.pass(Duration.ofHours(23), 230);
            assertThat(taker.closed).isFalse();
            old.pass(Duration.ofHours(4), 40);
            assertThat(taker.closed).isTrue();
        }
    }
}
