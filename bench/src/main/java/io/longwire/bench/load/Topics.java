package io.longwire.bench.load;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which subscriber gets which events. Events count from 0 over a whole run. */
public record Topics(String shared, int subscribers, Shape shape) {
    private static final String OWN = "bench/own/";
    /** So many topics match the pattern. */
    private static final int MATCHING = 100;

    /** What subscribers ask for. */
    public enum Shape {
        /** All the same topic. */
        SHARED,
        /** Each a topic of its own; events go to them in turn. */
        OWN,
        /** All the same pattern; events go to topics that it matches in turn. */
        PATTERN
    }

    public static String ownOf(int subscriber) {
        return OWN + subscriber;
    }

    public String ofSubscriber(int subscriber) {
        return switch (shape) {
            case SHARED -> shared;
            case OWN -> ownOf(subscriber);
            case PATTERN -> shared + "/*";
        };
    }

    String ofEvent(long event) {
        return switch (shape) {
            case SHARED -> shared;
            case OWN -> ownOf((int) (event % subscribers));
            case PATTERN -> shared + "/" + event % MATCHING;
        };
    }

    /** Topics that together reach every subscriber once. */
    Stream<String> reachingAll() {
        return shape == Shape.OWN ? IntStream.range(0, subscribers).mapToObj(Topics::ownOf) : Stream.of(ofEvent(0));
    }

    /** The event's number in its sequence, from 1. */
    long sequence(long event) {
        return (shape == Shape.OWN ? event / subscribers : event) + 1;
    }

    /** How many of the published events a subscriber gets. */
    public long expected(int subscriber, long published) {
        return shape == Shape.OWN ? (published + subscribers - 1 - subscriber) / subscribers : published;
    }

    /** How often the published events are delivered in all. */
    public long deliveries(long published) {
        return shape == Shape.OWN ? published : published * subscribers;
    }
}
