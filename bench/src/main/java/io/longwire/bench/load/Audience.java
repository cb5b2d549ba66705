package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;

/**
 * The subscribers of a run.
 *
 * @param topic what is published to, unless each has a topic of its own
 * @param loops event loops that share them
 */
public record Audience(int subscribers, Topics.Shape shape, String topic, int loops) {
    public Audience {
        if (subscribers < 1 || loops < 1) {
            throw new BenchException("at least one subscriber on one loop is needed");
        }
    }

    /** All on one topic, on one loop. */
    public static Audience of(int subscribers) {
        return new Audience(subscribers, Topics.Shape.SHARED, defaultTopic(), 1);
    }

    /** A topic that no other run uses. */
    public static String defaultTopic() {
        return "bench/run-" + ProcessHandle.current().pid();
    }

    public Topics topics() {
        return new Topics(topic, subscribers, shape);
    }
}
