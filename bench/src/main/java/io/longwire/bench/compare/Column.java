package io.longwire.bench.compare;

import io.longwire.bench.report.Figure;

/**
 * A figure of a row, as a column of its table.
 *
 * @param figure its {@link Figure#key()}
 */
record Column(String label, String unit, String figure, boolean lessIsBetter) {
    static Column less(String label, String unit, String figure) {
        return new Column(label, unit, figure, true);
    }

    static Column more(String label, String unit, String figure) {
        return new Column(label, unit, figure, false);
    }

    /** Label and unit, as in {@code p99, ms} or {@code events/s}. */
    String head() {
        return unit.isEmpty() || unit.startsWith("/") ? label + unit : label + ", " + unit;
    }
}
