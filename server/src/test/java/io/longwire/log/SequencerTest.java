package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longwire.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thread publishes, drains, and runs the turns that were put off. */
class SequencerTest {
    private static final long WINDOW = 10_000;

    private final TestLog test = new TestLog(8192);
    private final ArrayDeque<Runnable> turns = new ArrayDeque<>();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a clock may begin anywhere
    private final Sequencer sequencer =
            new Sequencer(test.log, nanos::get, WINDOW, 3, List.of(wakeUps::incrementAndGet), turns::add);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aBatchGetsNeighbouringIdsAndWakesReaders() {
        long head = test.log.view().headId();
        long[] ids = ids(offer(null, "1", "2", "3"));
        assertThat(ids).containsExactly(ids[0], ids[0] + 1, ids[0] + 2);
        assertThat(ids[0]).isGreaterThan(head);
        assertThat(wakeUps).hasValue(1);
        assertThat(sequencer.pending()).isZero();
        assertThat(turns).isEmpty();
    }

    @Test
    void whatIsAcknowledgedCanBeReadAtOnce() {
        long head = test.log.view().headId();
        var read = new ArrayList<String>();
        Append append = append(null, "1", "2");
        append.ids()
                .thenAccept(ids -> read.addAll(test.data(TestLog.select("a"), head)))
                .isDone();
        sequencer.offer(append);
        assertThat(read).containsExactly("1", "2");
    }

    @Test
    void theSameKeyAndBodyAreAppendedOnceAndAnsweredAlike() {
        long[] first = ids(offer(key("p", "k", "body"), "1", "2"));
        long head = test.log.view().headId();
        assertThat(ids(offer(key("p", "k", "body"), "1", "2"))).isEqualTo(first);
        assertThat(test.log.view().headId()).isEqualTo(head);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        offer(key("p", "k", "body"), "1");
        long head = test.log.view().headId();
        assertThat(reason(offer(key("p", "k", "other"), "2"))).isEqualTo(AppendException.Reason.KEY_REUSED);
        assertThat(test.log.view().headId()).isEqualTo(head);
    }

    @Test
    void keysOfDifferentPublishersNeverMeet() {
        long[] first = ids(offer(key("p", "k", "body"), "1"));
        assertThat(ids(offer(key("q", "k", "other"), "2"))).isNotEqualTo(first);
    }

    @Test
    void aKeyIsRememberedForItsWindow() {
        long[] first = ids(offer(key("p", "k", "body"), "1"));
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(WINDOW) - 1);
        assertThat(ids(offer(key("p", "k", "body"), "1"))).isEqualTo(first);
        nanos.incrementAndGet();
        assertThat(ids(offer(key("p", "k", "other"), "2"))).isNotEqualTo(first);
    }

    @Test
    void aStepOfTheClockNeitherShortensNorLengthensTheWindow() {
        long[] first = ids(offer(key("p", "k", "body"), "1"));
        test.millis.addAndGet(WINDOW * 10);
        assertThat(ids(offer(key("p", "k", "body"), "1"))).isEqualTo(first);
        long[] second = ids(offer(key("p", "l", "body"), "1"));
        test.millis.addAndGet(-WINDOW * 20);
        assertThat(ids(offer(key("p", "k", "body"), "1"))).isEqualTo(first);
        assertThat(ids(offer(key("p", "l", "body"), "1"))).isEqualTo(second);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(WINDOW));
        assertThat(ids(offer(key("p", "k", "body"), "1"))).isNotEqualTo(first);
    }

    @Test
    void theOldestKeyGoesWhenThereAreTooMany() {
        long[] first = ids(offer(key("p", "0", "body"), "x"));
        long[] second = ids(offer(key("p", "1", "body"), "x"));
        offer(key("p", "2", "body"), "x");
        offer(key("p", "3", "body"), "x");
        assertThat(ids(offer(key("p", "1", "body"), "x"))).isEqualTo(second);
        assertThat(ids(offer(key("p", "0", "body"), "x"))).isNotEqualTo(first);
    }

    @Test
    void aKeyOfWhatWasRefusedIsFree() {
        sequencer.offer(new Append(List.of(EncodedEvent.of(TestLog.end("b"))), null));
        var refused = new Append(List.of(EncodedEvent.of(Event.of("b", null, "x"))), key("p", "k", "body"));
        sequencer.offer(refused);
        assertThat(reason(refused)).isEqualTo(AppendException.Reason.TOPIC_ENDED);
        assertThat(ids(offer(key("p", "k", "other"), "1"))).hasSize(1);
    }

    @Test
    void nothingOfABatchIsAppendedWhenATopicHasEnded() {
        sequencer.offer(new Append(List.of(EncodedEvent.of(TestLog.end("b"))), null));
        LogView before = test.log.view();
        var batch = new Append(
                List.of(EncodedEvent.of(Event.of("a", null, "1")), EncodedEvent.of(Event.of("b", null, "2"))), null);
        sequencer.offer(batch);
        assertThat(reason(batch)).isEqualTo(AppendException.Reason.TOPIC_ENDED);
        assertThat(test.log.view().events()).isEqualTo(before.events());
        assertThat(test.log.view().headId()).isEqualTo(before.headId());
    }

    @Test
    void afterCloseNothingIsAccepted() {
        sequencer.close();
        var refused = catchThrowableOfType(AppendException.class, () -> offer(null, "1"));
        assertThat(refused.reason()).isEqualTo(AppendException.Reason.CLOSED);
    }

    @Test
    void aFullQueueRefusesAndWhatItAcceptedIsAppendedInOrder() {
        Append stuck = fillUntilReadersHoldUpTheLog();
        var accepted = new ArrayList<Append>();
        accepted.add(stuck);
        AppendException refused = null;
        while (refused == null) {
            Append next = append(null, "n" + accepted.size());
            refused = catchThrowableOfType(AppendException.class, () -> sequencer.offer(next));
            if (refused == null) {
                accepted.add(next);
            }
        }
        assertThat(refused.reason()).isEqualTo(AppendException.Reason.OVERLOADED);
        assertThat(sequencer.pending()).isEqualTo(accepted.size());
        assertThat(accepted)
                .hasSizeGreaterThan(2)
                .noneMatch(append -> append.ids().isDone());

        test.fences.leave(0);
        runTurns();
        long previous = 0;
        for (Append append : accepted) {
            assertThat(ids(append)[0]).isGreaterThan(previous);
            previous = ids(append)[0];
        }
        assertThat(test.log.view().headId()).isEqualTo(previous);
        assertThat(sequencer.pending()).isZero();
        assertThat(ids(offer(null, "room again"))[0]).isGreaterThan(previous);
    }

    @Test
    void whatWasAcceptedBeforeCloseIsStillAppended() {
        Append stuck = fillUntilReadersHoldUpTheLog();
        sequencer.close();
        test.fences.leave(0);
        runTurns();
        assertThat(ids(stuck)).hasSize(1);
    }

    @Test
    void theReaderThatPassesLastWakesTheDrainOnce() {
        test.fences.enter(1);
        Append stuck = fillUntilReadersHoldUpTheLog();
        long first = test.log.view().firstSegment();
        test.fences.passed(1, first);
        assertThat(turns).as("another reader is still in it").isEmpty();
        Append next = offer(null, "next");
        assertThat(turns).as("an offer meanwhile only queues").isEmpty();
        test.fences.passed(0, first);
        assertThat(turns).hasSize(1);
        test.fences.passed(0, first);
        test.fences.passed(1, first);
        assertThat(turns).hasSize(1);
        runTurns();
        assertThat(ids(next)[0]).isEqualTo(ids(stuck)[0] + 1);
    }

    @Test
    void aReaderThatEntersMeanwhileHoldsUpUntilItHasPassedToo() {
        Append stuck = fillUntilReadersHoldUpTheLog();
        test.fences.enter(1);
        test.fences.leave(0);
        assertThat(turns).isEmpty();
        test.fences.passed(1, test.log.view().firstSegment());
        assertThat(turns).hasSize(1);
        runTurns();
        assertThat(stuck.ids()).isDone();
    }

    @Test
    void whoPassesWhileTheDrainGivesUpIsNoticed() {
        var woken = new ArrayDeque<Runnable>();
        LogListener passes = () -> test.fences.passed(0, test.log.view().firstSegment());
        var other = new Sequencer(test.log, nanos::get, WINDOW, 3, List.of(passes), woken::add);
        int waits = 0;
        for (int i = 0; i < 100; i++) {
            test.fences.enter(0); // until it is told that the log grew: after the append failed, before the wait begins
            Append append = append(null, "x".repeat(2_000));
            other.offer(append);
            while (!woken.isEmpty()) {
                waits++;
                woken.remove().run();
            }
            assertThat(append.ids()).isDone();
        }
        assertThat(waits).isPositive();
    }

    @Test
    void whatWaitsIsAppendedWhenTheLoopsHaveStopped() {
        Executor stopped = turn -> {
            throw new RejectedExecutionException();
        };
        var other = new Sequencer(test.log, nanos::get, WINDOW, 3, List.of(), stopped);
        test.fences.enter(0);
        var appends = new ArrayList<Append>();
        do {
            appends.add(append(null, "x".repeat(100)));
            other.offer(appends.get(appends.size() - 1));
        } while (other.pending() < 3);
        test.fences.leave(0);
        assertThat(other.pending()).isZero();
        assertThat(appends).allMatch(append -> append.ids().isDone());
    }

    @Test
    void aBatchLargerThanTheQueuesBoundIsTakenByAnEmptyQueue() {
        assertThat(ids(offer(null, "x".repeat(3_000)))).hasSize(1);
        assertThat(reason(offer(null, "x".repeat(5_000)))).isEqualTo(AppendException.Reason.TOO_LARGE);
        assertThat(ids(offer(null, "next"))).hasSize(1);
    }

    @Test
    void whoPublishesFromAnAcknowledgementIsHeard() {
        var ids = new ArrayList<Long>();
        Append second = append(null, "2");
        Append first = append(null, "1");
        first.ids().thenRun(() -> sequencer.offer(second)).isDone();
        sequencer.offer(first);
        runTurns();
        ids.add(ids(first)[0]);
        ids.add(ids(second)[0]);
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aChainOfPublishesFromAcknowledgementsDoesNotGrowTheStack() {
        var depths = new ArrayList<Integer>();
        publishAgain(5_000, depths);
        runTurns();
        assertThat(depths).hasSize(5_000);
        assertThat(depths.stream().mapToInt(Integer::intValue).max().orElseThrow())
                .isLessThan(depths.get(0) + 100);
        assertThat(sequencer.pending()).isZero();
    }

    /** Each publish is made when the one before was acknowledged, or refused. */
    private void publishAgain(int times, List<Integer> depths) {
        if (times > 0) {
            Append next = times % 3 == 0 ? append(null, "x".repeat(5_000)) : append(null, "n" + times);
            next.ids().whenComplete((ids, failure) -> publishAgain(times - 1, depths));
            depths.add(Thread.currentThread().getStackTrace().length);
            sequencer.offer(next);
        }
    }

    @Test
    void aRefusalIsToldWhenTheQueueIsIdleAgain() {
        var pending = new ArrayList<Integer>();
        Append tooLarge = append(null, "x".repeat(5_000));
        tooLarge.ids().whenComplete((ids, failure) -> pending.add(sequencer.pending()));
        sequencer.offer(tooLarge);
        assertThat(pending).containsExactly(0);
    }

    @Test
    void whatCannotBeHandedOnAnyMoreIsRefused() {
        var stopping = new Sequencer(test.log, nanos::get, WINDOW, 3, List.of(), task -> {
            throw new RejectedExecutionException();
        });
        Append second = append(null, "2");
        Append first = append(null, "1");
        first.ids().thenRun(() -> stopping.offer(second)).isDone();
        stopping.offer(first);
        assertThat(ids(first)).hasSize(1);
        assertThat(reason(second)).isEqualTo(AppendException.Reason.CLOSED);
        assertThat(stopping.pending()).isZero();
    }

    @Test
    void afterItsEndTheLogIsLeftAlone() {
        sequencer.end();
        LogView before = test.log.view();
        var refused = catchThrowableOfType(AppendException.class, () -> offer(null, "1"));
        assertThat(refused.reason()).isEqualTo(AppendException.Reason.CLOSED);
        assertThat(test.log.view()).isSameAs(before);
        assertThat(sequencer.pending()).isZero();
    }

    /** A reader that entered and never passed: the log goes on until its memory is used up. */
    private Append fillUntilReadersHoldUpTheLog() {
        test.fences.enter(0);
        for (int i = 0; i < 10_000; i++) {
            Append append = offer(null, "x".repeat(100));
            if (!append.ids().isDone()) {
                assertThat(turns).as("nobody polls").isEmpty();
                return append;
            }
        }
        throw new AssertionError("nothing holds the log up");
    }

    private void runTurns() {
        for (int i = 0; i < 10_000 && !turns.isEmpty(); i++) {
            turns.remove().run();
        }
        assertThat(turns).isEmpty();
    }

    private Append offer(@Nullable IdempotencyKey key, String... data) {
        Append append = append(key, data);
        sequencer.offer(append);
        return append;
    }

    private static Append append(@Nullable IdempotencyKey key, String... data) {
        var batch = new ArrayList<EncodedEvent>();
        for (String text : data) {
            batch.add(EncodedEvent.of(Event.of("a", null, text)));
        }
        return new Append(batch, key);
    }

    private static IdempotencyKey key(String scope, String key, String fingerprint) {
        return new IdempotencyKey(scope, key, fingerprint);
    }

    private static long[] ids(Append append) {
        assertThat(append.ids()).isDone();
        return append.ids().join();
    }

    private static AppendException.Reason reason(Append append) {
        assertThat(append.ids()).isCompletedExceptionally();
        var failed = catchThrowableOfType(
                CompletionException.class, () -> append.ids().join());
        return ((AppendException) failed.getCause()).reason();
    }
}
