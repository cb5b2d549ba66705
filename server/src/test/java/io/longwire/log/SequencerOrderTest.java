package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Four publishers at once: one total order, and nothing that was accepted is lost. */
@Timeout(60)
class SequencerOrderTest {
    private static final int PUBLISHERS = 4;
    private static final int BATCHES = 2_000;

    private record Batch(int publisher, int number, List<String> data, long[] ids) {}

    @Test
    void theLogHasEveryAcceptedBatchWholeInTheOrderOfItsIds() throws Exception {
        try (var test = new TestLog(64L << 20)) {
            long start = test.log.view().headId();
            List<Batch> acknowledged = publish(test, false);
            acknowledged.sort(Comparator.comparingLong(batch -> batch.ids[0]));
            var expected = new ArrayList<String>();
            long previous = start;
            var next = new int[PUBLISHERS];
            for (Batch batch : acknowledged) {
                assertThat(batch.number).as("a publisher's own order").isGreaterThanOrEqualTo(next[batch.publisher]);
                next[batch.publisher] = batch.number + 1;
                for (int i = 0; i < batch.ids.length; i++) {
                    assertThat(batch.ids[i]).isEqualTo(batch.ids[0] + i).isGreaterThan(previous);
                }
                previous = batch.ids[batch.ids.length - 1];
                expected.addAll(batch.data);
            }
            assertThat(test.log.view().headId()).isEqualTo(previous);
            assertThat(test.data(TestLog.select("*"), start)).isEqualTo(expected);
        }
    }

    @Test
    void whoPublishesAfterAnAcknowledgementComesAfterItInTheLog() throws Exception {
        try (var test = new TestLog(64L << 20)) {
            // Each offer is made after every acknowledgement that its publisher can know of.
            List<Batch> acknowledged = publish(test, true);
            for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
                int which = publisher;
                assertThat(acknowledged.stream()
                                .filter(batch -> batch.publisher == which)
                                .sorted(Comparator.comparingInt(Batch::number))
                                .map(batch -> batch.ids[0]))
                        .isSorted()
                        .hasSize(BATCHES);
            }
        }
    }

    @Test
    void nobodySleepsForEverOverReadersThatHavePassed() throws Exception {
        ExecutorService loop = Executors.newSingleThreadExecutor();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (var test = new TestLog(16_384)) {
            var grew = List.of(new Semaphore(0), new Semaphore(0));
            List<LogListener> listeners =
                    grew.stream().<LogListener>map(wakeUp -> wakeUp::release).toList();
            var sequencer = new Sequencer(test.log, System::nanoTime, 1000, 1000, listeners, loop);
            for (int reader = 0; reader < 2; reader++) {
                int which = reader;
                test.fences.enter(which);
                // Like a shard: it passes only when it is woken, and now and then it leaves and comes back.
                readers.execute(() -> readWhenWoken(test, which, grew.get(which)));
            }
            int waited = 0;
            for (int i = 0; i < 50_000; i++) {
                var append = new Append(
                        List.of(EncodedEvent.of(Event.of("a", null, "x".repeat(i % 7 == 0 ? 1_500 : 100)))), null);
                sequencer.offer(append);
                waited += append.ids().isDone() ? 0 : 1;
                append.ids().get(30, TimeUnit.SECONDS);
            }
            assertThat(waited).isGreaterThan(100);
            assertThat(sequencer.pending()).isZero();
        } finally {
            readers.shutdownNow();
            loop.shutdownNow();
        }
    }

    private static void readWhenWoken(TestLog test, int reader, Semaphore grew) {
        var random = new Random(reader);
        try {
            while (true) {
                grew.acquire();
                grew.drainPermits();
                if (random.nextInt(20) == 0) {
                    test.fences.leave(reader);
                    test.fences.enter(reader);
                }
                test.fences.passed(reader, test.log.view().firstSegment());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param wait whether a publisher waits for each acknowledgement, and checks it against those seen before */
    private static List<Batch> publish(TestLog test, boolean wait) throws Exception {
        ExecutorService loop = Executors.newSingleThreadExecutor();
        ExecutorService publishers = Executors.newFixedThreadPool(PUBLISHERS);
        try {
            var sequencer = new Sequencer(test.log, System::nanoTime, 1000, 1000, List.of(), loop);
            var acknowledged = new ConcurrentLinkedQueue<Batch>();
            var barrier = new CyclicBarrier(PUBLISHERS);
            var done = new ArrayList<Future<Integer>>();
            for (int i = 0; i < PUBLISHERS; i++) {
                int publisher = i;
                done.add(publishers.submit(() -> {
                    barrier.await();
                    return publishAll(test, sequencer, publisher, wait, acknowledged);
                }));
            }
            int accepted = 0;
            for (Future<Integer> publisher : done) {
                accepted += publisher.get();
            }
            while (sequencer.pending() > 0) {
                stopIfInterrupted();
            }
            publishers.shutdown();
            loop.shutdown();
            assertThat(loop.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(acknowledged).hasSize(accepted);
            return new ArrayList<>(acknowledged);
        } finally {
            publishers.shutdownNow();
            loop.shutdownNow();
        }
    }

    /** So that the timeout ends a wait for something that never comes. */
    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Thread.onSpinWait();
    }

    private static int publishAll(
            TestLog test, Sequencer sequencer, int publisher, boolean wait, ConcurrentLinkedQueue<Batch> acknowledged)
            throws Exception {
        var random = new Random(publisher);
        int accepted = 0;
        for (int number = 0; number < BATCHES; number++) {
            var data = new ArrayList<String>();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                data.add(publisher + ":" + number + ":" + left);
            }
            var append = new Append(
                    data.stream()
                            .map(text -> EncodedEvent.of(Event.of("t" + publisher, null, text)))
                            .toList(),
                    null);
            int sequence = number;
            Future<Void> told = append.ids().thenAccept(ids -> {
                if (test.log.view().headId() < ids[ids.length - 1]) {
                    throw new AssertionError("acknowledged before it can be read");
                }
                acknowledged.add(new Batch(publisher, sequence, Collections.unmodifiableList(data), ids));
            });
            long known = wait ? test.log.view().headId() : 0;
            sequencer.offer(append);
            accepted++;
            if (wait) {
                told.get();
                assertThat(append.ids().join()[0]).isGreaterThan(known);
            }
        }
        return accepted;
    }
}
