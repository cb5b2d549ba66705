package io.longwire.summarizer.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes streams on which nothing comes any more: a read of the HTTP client's would wait for ever. Any thread. */
final class Silence {
    private final ScheduledExecutorService clock;
    private final Duration limit;

    Silence(ScheduledExecutorService clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    Watch watch(InputStream body) {
        return new Watch(body);
    }

    /** The watch over one stream, until it is closed. */
    final class Watch implements AutoCloseable {
        private final InputStream input;
        private final ScheduledFuture<?> looks;
        private volatile long lastNanos = System.nanoTime();
        private volatile boolean expired;

        private Watch(InputStream body) {
            input = new FilterInputStream(body) {
                @Override
                public int read() throws IOException {
                    int got = super.read();
                    lastNanos = System.nanoTime();
                    return got;
                }

                @Override
                public int read(byte[] bytes, int from, int most) throws IOException {
                    int got = super.read(bytes, from, most);
                    lastNanos = System.nanoTime();
                    return got;
                }
            };
            long step = Math.max(1, limit.toMillis() / 4);
            looks = clock.scheduleWithFixedDelay(() -> look(body), step, step, TimeUnit.MILLISECONDS);
        }

        private void look(InputStream body) {
            if (System.nanoTime() - lastNanos > limit.toNanos()) {
                expired = true;
                try {
                    body.close();
                } catch (IOException alreadyGone) {
                    // Closed is what it should be.
                }
            }
        }

        InputStream input() {
            return input;
        }

        /** Whether the stream was closed for its silence. */
        boolean expired() {
            return expired;
        }

        @Override
        public void close() {
            looks.cancel(false);
        }
    }
}
