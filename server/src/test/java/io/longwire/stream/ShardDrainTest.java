package io.longwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.stream.StubShard.Taker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stop sends streams away one after the other. */
class ShardDrainTest {
    private static final Pattern LAST =
            Pattern.compile("retry: (\\d+)\nevent: position\ndata: \\{}\nid: ([^\n]+)\n\n\r\n0\r\n\r\n$");

    private final StubShard shard = new StubShard(Duration.ofSeconds(30));
    private final List<Taker> open = new ArrayList<>();

    @AfterEach
    void free() {
        shard.close();
    }

    private void open(int streams) {
        for (int i = 0; i < streams; i++) {
            open.add(shard.open("t" + i % 7, HeartbeatForm.COMMENT));
        }
    }

    private long left() {
        return open.stream().filter(taker -> !taker.closed).count();
    }

    @Test
    void manyStreamsEndSpreadOverTheTime() {
        open(3000);
        shard.shard.drain(Duration.ofSeconds(6));
        shard.pass(Duration.ofSeconds(3), 150);
        assertThat(left()).isBetween(1000L, 2000L);
        shard.pass(Duration.ofSeconds(3), 150);
        assertThat(left()).isZero();
        assertThat(shard.shard.counters().closed(CloseReason.DRAIN)).isEqualTo(3000);
    }

    @Test
    void fewStreamsEndSoon() {
        open(10);
        shard.shard.drain(Duration.ofMinutes(10));
        assertThat(left()).isPositive();
        shard.pass(Duration.ofSeconds(1), 50);
        assertThat(left()).isZero();
    }

    @Test
    void withoutTimeAllEndAtOnce() {
        open(3000);
        shard.shard.drain(Duration.ZERO);
        assertThat(left()).isZero();
    }

    @Test
    void everyStreamIsToldItsPositionAndATimeOfItsOwnToComeBack() {
        open(100);
        shard.shard.drain(Duration.ofSeconds(1));
        shard.pass(Duration.ofSeconds(1), 50);
        Set<Integer> retries = new HashSet<>();
        for (Taker taker : open) {
            Matcher last = LAST.matcher(taker.received);
            assertThat(last.find()).isTrue();
            retries.add(Integer.parseInt(last.group(1)));
            assertThat(taker.orderly).isTrue();
        }
        assertThat(retries)
                .hasSizeGreaterThan(80)
                .allSatisfy(retry -> assertThat(retry).isBetween(1000, 5000));
    }

    @Test
    void whoComesDuringTheDrainIsSentAwayInOrder() {
        open(100);
        shard.shard.drain(Duration.ofMinutes(1));
        Taker late = shard.open("late", HeartbeatForm.COMMENT);
        assertThat(late.orderly).isTrue();
        assertThat(LAST.matcher(late.received).find()).isTrue();
    }
}
