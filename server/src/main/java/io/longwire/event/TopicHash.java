package io.longwire.event;

import java.security.SecureRandom;

/**
 * Hash of a topic, for tables that look through neighbouring places. Anybody may choose topics and could choose such as
 * have one {@link String#hashCode()}; this one is another in each process. Any thread.
 */
public final class TopicHash {
    /** Of the form 8k + 5, so that its powers are all different for a long time. */
    private static final int MULTIPLIER = new SecureRandom().nextInt() << 3 | 5;

    private TopicHash() {}

    public static int of(String topic) {
        int hash = topic.length();
        for (int i = 0; i < topic.length(); i++) {
            hash = (hash + topic.charAt(i)) * MULTIPLIER;
        }
        return hash ^ hash >>> 16;
    }
}
