package io.longwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.stream.StubShard.Taker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A shard's clock in milliseconds wraps around after 25 days; nobody shall notice. */
class LongLifeTest {
    private final StubShard shard = new StubShard(Duration.ofHours(1));

    @AfterEach
    void free() {
        shard.close();
    }

    @ParameterizedTest
    @EnumSource(HeartbeatForm.class)
    void heartbeatsGoOnForOldStreamsAndNewOnes(HeartbeatForm form) {
        Taker old = shard.open("old", form);
        for (int day = 0; day < 60; day++) {
            Taker fresh = shard.open("day/" + day, form);
            int before = old.received.length();
            shard.pass(Duration.ofMinutes(70), 200);
            assertThat(old.received.length()).as("day %s", day).isGreaterThan(before);
            assertThat(fresh.received.length()).as("day %s", day).isGreaterThan(0);
            shard.pass(Duration.ofHours(24).minusMinutes(70), 50);
        }
    }

    @Test
    void aStreamKnowsItsAge() {
        shard.open("a", HeartbeatForm.COMMENT);
        shard.pass(Duration.ofDays(60), 600);
        StreamInfo info = shard.shard.list(StreamCursor.START, 1).streams().get(0);
        assertThat(info.openedMillis()).isEqualTo(StubShard.START.toEpochMilli());
        assertThat(info.lastActivityMillis())
                .isGreaterThan(StubShard.START.plus(Duration.ofDays(59)).toEpochMilli());
    }
}
