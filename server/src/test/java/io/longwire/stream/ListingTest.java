package io.longwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.stream.StubShard.Taker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listing pauses after each page, while streams come and go. */
class ListingTest {
    private final StubShard shard = new StubShard(Duration.ofSeconds(30));
    private final Map<Integer, Taker> open = new HashMap<>();
    private final Random random = new Random(5);

    @AfterEach
    void free() {
        shard.close();
    }

    private void open(String topic) {
        Taker taker = shard.open(topic, HeartbeatForm.PING);
        open.put(taker.number, taker);
    }

    private void closeOne() {
        var numbers = new ArrayList<>(open.keySet());
        int number = numbers.get(random.nextInt(numbers.size()));
        open.remove(number).connection.peerLeft(CloseReason.RESET);
    }

    @Test
    void aPageHasNoMoreThanAskedForAndTheLastSaysSo() {
        for (int i = 0; i < 20; i++) {
            open("t" + i % 3);
        }
        var found = new ArrayList<Integer>();
        StreamCursor cursor = StreamCursor.START;
        while (cursor != null) {
            StreamPage page = shard.shard.list(cursor, 7);
            assertThat(page.streams()).hasSizeLessThanOrEqualTo(7);
            page.streams().forEach(stream -> found.add(stream.number()));
            cursor = page.next();
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(open.keySet());
    }

    @Test
    void whoStaysIsFoundHoweverManyComeAndGoMeanwhile() {
        for (int run = 0; run < 200; run++) {
            for (int i = 0; i < 60; i++) {
                open("t" + random.nextInt(12));
            }
            Set<Integer> found = new HashSet<>();
            StreamCursor cursor = StreamCursor.START;
            while (cursor != null) {
                StreamPage page = shard.shard.list(cursor, 1 + random.nextInt(5));
                page.streams().forEach(stream -> found.add(stream.number()));
                for (int i = random.nextInt(6); i > 0 && open.size() > 20; i--) {
                    closeOne();
                }
                if (random.nextInt(4) == 0) {
                    open("t" + random.nextInt(15));
                    found.add(shard.numbers()); // may be in it, need not
                }
                cursor = page.next();
            }
            assertThat(found).containsAll(open.keySet());
        }
    }

    @Test
    void saysWhatAStreamIs() {
        open("a");
        shard.pass(Duration.ofSeconds(3), 1);
        StreamInfo info = shard.shard.list(StreamCursor.START, 1).streams().get(0);
        assertThat(info.number()).isEqualTo(1);
        assertThat(info.address()).isEqualTo("192.0.2.1");
        assertThat(info.heartbeat()).isEqualTo(HeartbeatForm.PING);
        assertThat(info.selection().onlyTopic()).isEqualTo("a");
        assertThat(info.position()).isEqualTo(shard.log.view().headId());
        assertThat(info.openedMillis()).isEqualTo(StubShard.START.toEpochMilli());
        assertThat(info.lastActivityMillis()).isEqualTo(StubShard.START.toEpochMilli());
        assertThat(info.bytes()).isZero();
        shard.pass(Duration.ofSeconds(30), 30);
        info = shard.shard.list(StreamCursor.START, 1).streams().get(0);
        assertThat(info.openedMillis()).isEqualTo(StubShard.START.toEpochMilli());
        assertThat(info.lastActivityMillis())
                .isGreaterThanOrEqualTo(StubShard.START.plusSeconds(30).toEpochMilli());
        assertThat(info.bytes()).isEqualTo(open.get(1).received.length());
    }
}
