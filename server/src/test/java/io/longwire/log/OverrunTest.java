package io.longwire.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.longwire.event.Event;
import io.longwire.event.Selection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers that keep to the protocol of {@link ReadFences} while a writer overruns them. */
@Timeout(60)
class OverrunTest {
    private static final int BOUND = 32_768;
    private static final int EVENTS = 60_000;
    private static final List<Selection> SELECTIONS =
            List.of(TestLog.select("t0"), TestLog.select("**"), TestLog.select("t1", "t2"));

    private record Outcome(long frames, long overruns) {}

    @Test
    void everyFrameThatIsReadIsIntactAndInOrder() throws Exception {
        long before = Memory.allocatedBytes();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (var test = new TestLog(BOUND)) {
            long head = test.log.view().headId();
            Future<Outcome> first = readers.submit(() -> new Reader(test, 0).readToTheEnd(head + EVENTS));
            Future<Outcome> second = readers.submit(() -> new Reader(test, 1).readToTheEnd(head + EVENTS));
            var random = new Random(71);
            for (int i = 0; i < EVENTS; ) {
                String data = i + ":" + String.valueOf((char) ('a' + i % 26)).repeat(random.nextInt(400));
                List<Event> batch = List.of(Event.of("t" + i % 4, null, data));
                while (test.tryAppend(batch) == null
                        && !first.isDone()
                        && !second.isDone()
                        && !Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                if (first.isDone() || second.isDone()) {
                    break;
                }
                assertThat(Memory.allocatedBytes() - before).isLessThanOrEqualTo(BOUND);
                i++;
            }
            for (Future<Outcome> reader : List.of(first, second)) {
                Outcome outcome = reader.get();
                assertThat(outcome.frames).isPositive();
                assertThat(outcome.overruns).isPositive();
            }
        } finally {
            readers.shutdownNow();
        }
        assertThat(Memory.allocatedBytes()).isEqualTo(before);
    }

    /** One shard's reading, without sockets. */
    private static final class Reader {
        private final TestLog test;
        private final int number;
        private final LogReader reader;
        private final Random random;
        private LogView view;
        private long position;
        private long frames;
        private long overruns;

        Reader(TestLog test, int number) {
            this.test = test;
            this.number = number;
            this.reader = new LogReader(test.log);
            this.random = new Random(number);
            this.view = test.log.view();
            this.position = view.headId();
        }

        Outcome readToTheEnd(long end) {
            enter();
            while (position < end && !Thread.currentThread().isInterrupted()) {
                Selection selection = SELECTIONS.get(random.nextInt(SELECTIONS.size()));
                Page page = reader.read(view, selection, position, view.headId(), 4096);
                if (page.isLost()) {
                    overruns++;
                    position = view.floorId();
                }
                for (int i = 0; i < page.count(); i++) {
                    isIntact(page, i);
                }
                position = Math.max(position, page.through());
                nextTurn(end);
            }
            test.fences.leave(number);
            return new Outcome(frames, overruns);
        }

        private void enter() {
            test.fences.enter(number);
            view = test.log.view();
            test.fences.passed(number, view.firstSegment());
        }

        private void nextTurn(long end) {
            if (random.nextInt(400) == 0) {
                // Away until the log has gone round once: the position is certainly overrun, unless the writer is done.
                test.fences.leave(number);
                long offset = view.endOffset() + BOUND;
                while (test.log.view().endOffset() < offset
                        && test.log.view().headId() < end
                        && !Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                enter();
            } else if (random.nextInt(3) == 0 || view.headId() == position) {
                view = test.log.view();
                test.fences.passed(number, view.firstSegment());
            }
        }

        private void isIntact(Page page, int i) {
            var event = TestLog.received(page.segment(i), page.row(i));
            long number = page.id(i) - test.log.firstId() - 1;
            char letter = (char) ('a' + number % 26);
            if (!event.data().matches(number + ":" + letter + "*")
                    || !event.lastEventId().equals(io.longwire.event.EventId.render(page.id(i), TestLog.TAG))
                    || page.id(i) <= position) {
                throw new AssertionError("frame " + page.id(i) + " after " + position + " reads " + event);
            }
            frames++;
        }
    }
}
