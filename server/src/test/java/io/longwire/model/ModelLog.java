package io.longwire.model;

import io.longwire.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The plain model of a log: a list of all that was ever published, in order; nothing is dropped from it. */
final class ModelLog {
    final String tag;
    final long firstId;
    private final Scenario scenario;
    private final List<Published> records = new ArrayList<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final LinkedHashMap<String, Answer> answers = new LinkedHashMap<>();
    private final Set<String> topics = new HashSet<>();
    private long endOffset;
    private int batches;

    /** The first answer to an idempotency key. */
    record Answer(String body, long[] ids, long atNanos) {}

    ModelLog(String tag, long firstId, Scenario scenario) {
        this.tag = tag;
        this.firstId = firstId;
        this.scenario = scenario;
    }

    long head() {
        return records.isEmpty() ? firstId : records.get(records.size() - 1).id();
    }

    long endOffset() {
        return endOffset;
    }

    /** Bytes of all frames after {@code id}. */
    long bytesAfter(long id) {
        int first = indexAfter(id);
        return first == records.size() ? 0 : endOffset - records.get(first).offset();
    }

    List<Published> records() {
        return records;
    }

    /** All topics that somebody tried to publish to. */
    Set<String> topics() {
        return topics;
    }

    /** The id at which the topic ended; 0 while it is open. */
    long endedAt(String topic) {
        return ended.getOrDefault(topic, 0L);
    }

    /** Index of the first record with an id greater than {@code id}. */
    int indexAfter(long id) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (records.get(middle).id() <= id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first record after {@code after}, up to {@code through}, that the reader wants; null when there is none. */
    Published next(Wanted wanted, long after, long through) {
        for (int i = indexAfter(after); i < records.size() && records.get(i).id() <= through; i++) {
            if (wanted.matches(records.get(i))) {
                return records.get(i);
            }
        }
        return null;
    }

    /** The same without regard to types. */
    Published nextOfTopics(Wanted wanted, long after, long through) {
        for (int i = indexAfter(after); i < records.size() && records.get(i).id() <= through; i++) {
            if (wanted.matchesTopics(records.get(i))) {
                return records.get(i);
            }
        }
        return null;
    }

    List<Published> all(Wanted wanted, long after) {
        return records.subList(indexAfter(after), records.size()).stream()
                .filter(wanted::matches)
                .toList();
    }

    /** The earliest record after {@code floor} with the publisher's id. */
    Published earliestOwn(String own, long floor) {
        return records.subList(indexAfter(floor), records.size()).stream()
                .filter(record -> own.equals(record.ownId()))
                .findFirst()
                .orElse(null);
    }

    /** Opens topics again whose end was retained long enough; returns whether there was one. */
    boolean reopen(long nowMillis) {
        long until = Math.max(0, nowMillis - scenario.retentionMillis()) << Published.N_BITS;
        return ended.values().removeIf(id -> id <= until);
    }

    boolean wouldHitEnd(List<Event> batch) {
        Set<String> closed = new HashSet<>(ended.keySet());
        for (Event event : batch) {
            if (event.topics().stream().anyMatch(closed::contains)) {
                return true;
            }
            if (event.end()) {
                closed.addAll(event.topics());
            }
        }
        return false;
    }

    /** Null when the key was never used, or too long ago, or when too many others were used since. */
    Answer answerOf(String key, long nowNanos) {
        long windowNanos = TimeUnit.MILLISECONDS.toNanos(scenario.keyWindowMillis());
        answers.values().removeIf(answer -> nowNanos - answer.atNanos >= windowNanos);
        return answers.get(key);
    }

    void remember(String key, Answer answer) {
        answers.put(key, answer);
        if (answers.size() > scenario.maxKeys()) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    /** Takes a batch as the log answered it; returns what is wrong with the answer, or null. */
    String append(List<Event> batch, long[] ids, long nowMillis) {
        long id = Math.max(head() + 1, nowMillis << Published.N_BITS);
        var expected = new long[batch.size()];
        for (int i = 0; i < expected.length; i++) {
            Event event = batch.get(i);
            expected[i] = id;
            if (event.data() != null) {
                add(id++, event.topics(), event.type(), event.data(), event.id(), event.retryMillis(), false);
            }
            if (event.end()) {
                for (String topic : event.topics()) {
                    ended.put(topic, id);
                    add(id++, List.of(topic), "end", "{\"topic\":\"" + topic + "\"}", null, -1, true);
                }
            }
        }
        batches++;
        return Arrays.equals(expected, ids)
                ? null
                : "a batch was answered with ids " + Arrays.toString(ids) + ", expected " + Arrays.toString(expected);
    }

    private void add(long id, List<String> to, String type, String data, String own, int retry, boolean end) {
        var record = new Published(id, to, type, data, own, retry, end, endOffset, batches);
        records.add(record);
        endOffset += record.frameLength(tag);
    }
}
