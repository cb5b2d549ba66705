package io.longwire.ops;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Metrics of the process and its JVM: made once, however many servers there are, since what listens to the garbage
 * collector cannot be taken away again.
 */
final class JvmState {
    private static final PrometheusRegistry REGISTRY = new PrometheusRegistry();

    static {
        JvmMetrics.builder().register(REGISTRY);
    }

    private JvmState() {}

    static MetricSnapshots scrape() {
        return REGISTRY.scrape();
    }
}
