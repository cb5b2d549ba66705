package io.longwire.log;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers of recent publishes by their keys, bounded in time and number. The sequencer's own.
 *
 * <p>Times are of a clock like {@link System#nanoTime()}, compared by difference: what was put first expires first.
 */
final class IdempotencyTable {
    private final LinkedHashMap<IdempotencyKey, Answer> answers = new LinkedHashMap<>();
    private final long windowNanos;
    private final int maxKeys;

    private record Answer(String fingerprint, long[] ids, long expiresAtNanos) {}

    IdempotencyTable(long windowMillis, int maxKeys) {
        this.windowNanos = TimeUnit.MILLISECONDS.toNanos(windowMillis);
        this.maxKeys = maxKeys;
    }

    /** The ids given the first time; null when the key is new. Throws when it was used for another body. */
    long @Nullable [] find(IdempotencyKey key, long nowNanos) {
        dropExpired(nowNanos);
        Answer answer = answers.get(key.withoutBody());
        if (answer == null) {
            return null;
        }
        if (!answer.fingerprint.equals(key.fingerprint())) {
            throw new AppendException(
                    AppendException.Reason.KEY_REUSED, "this Idempotency-Key was used for another body");
        }
        return answer.ids;
    }

    void put(IdempotencyKey key, long[] ids, long nowNanos) {
        answers.put(key.withoutBody(), new Answer(key.fingerprint(), ids, nowNanos + windowNanos));
        if (answers.size() > maxKeys) {
            Iterator<IdempotencyKey> oldest = answers.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private void dropExpired(long nowNanos) {
        Iterator<Map.Entry<IdempotencyKey, Answer>> oldest = answers.entrySet().iterator();
        while (oldest.hasNext() && oldest.next().getValue().expiresAtNanos - nowNanos <= 0) {
            oldest.remove();
        }
    }
}
