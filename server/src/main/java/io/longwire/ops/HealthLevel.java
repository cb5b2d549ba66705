package io.longwire.ops;

import java.util.Locale;

/** How the server does, by the levels of the guide. */
enum HealthLevel {
    HEALTHY,
    WARNING,
    CRITICAL;

    private static final double WARNING_CPU = 0.7;
    private static final double CRITICAL_CPU = 0.9;
    private static final double WARNING_MEMORY = 0.8;
    private static final double CRITICAL_MEMORY = 0.9;
    private static final double WARNING_MILLIS = 1000;
    private static final double CRITICAL_MILLIS = 5000;
    private static final double WARNING_SUCCESS = 0.8;
    private static final double CRITICAL_SUCCESS = 0.5;
    private static final double WARNING_QUEUE = 0.5;
    private static final double CRITICAL_QUEUE = 0.9;

    /**
     * The worst of all signs.
     *
     * @param cpu load of the process, 0 to 1 over all cores; negative when not known
     * @param memory part of the heap that lives, 0 to 1
     * @param queue part of the publish queue that is full, 0 to 1
     */
    static HealthLevel of(double cpu, double memory, double queue, LastMinute.Summary minute) {
        HealthLevel level = rising(cpu, WARNING_CPU, CRITICAL_CPU);
        level = worse(level, rising(memory, WARNING_MEMORY, CRITICAL_MEMORY));
        level = worse(level, rising(queue, WARNING_QUEUE, CRITICAL_QUEUE));
        level = worse(level, rising(minute.avgMillis(), WARNING_MILLIS, CRITICAL_MILLIS));
        return worse(level, rising(-minute.successRate(), -WARNING_SUCCESS, -CRITICAL_SUCCESS));
    }

    /** This one, or {@code WARNING} when that is worse. */
    HealthLevel atLeastWarning() {
        return worse(this, WARNING);
    }

    private static HealthLevel rising(double value, double warning, double critical) {
        if (value > critical) {
            return CRITICAL;
        }
        return value > warning ? WARNING : HEALTHY;
    }

    private static HealthLevel worse(HealthLevel a, HealthLevel b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** As it stands in the health JSON. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
