package io.longwire.bench.load;

/** Which subscriber gets which events: all of them the same, or each those of a topic of its own in turn. */
public record Topics(String shared, int subscribers, boolean own) {
    private static final String OWN = "bench/own/";

    public static String ownOf(int subscriber) {
        return OWN + subscriber;
    }

    public String ofSubscriber(int subscriber) {
        return own ? ownOf(subscriber) : shared;
    }

    /** Events count from 0 over the whole run. */
    String ofEvent(long event) {
        return own ? ownOf((int) (event % subscribers)) : shared;
    }

    /** The event's number in its topic, from 1. */
    long sequence(long event) {
        return (own ? event / subscribers : event) + 1;
    }

    /** How many of the published events a subscriber gets. */
    public long expected(int subscriber, long published) {
        return own ? (published + subscribers - 1 - subscriber) / subscribers : published;
    }

    /** How often the published events are delivered in all. */
    public long deliveries(long published) {
        return own ? published : published * subscribers;
    }
}
