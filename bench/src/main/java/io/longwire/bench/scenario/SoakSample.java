package io.longwire.bench.scenario;

import io.longwire.bench.report.ResultBuilder;
import io.longwire.bench.report.Slope;
import io.longwire.bench.report.Table;
import io.longwire.bench.subject.LiveHeap;
import io.longwire.bench.subject.ResidentMemory;
import io.longwire.bench.subject.ServerProcesses;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A server's memory and open files at one moment of a soak. */
record SoakSample(double seconds, @Nullable LiveHeap heap, ResidentMemory memory, int descriptors) {
    private static final double MIB = 1 << 20;
    private static final double SECONDS_PER_HOUR = 3_600;

    static SoakSample of(ServerProcesses server, double seconds) throws InterruptedException {
        return new SoakSample(seconds, LiveHeap.of(server), server.memory(), server.descriptors());
    }

    /** In MiB; NaN where it cannot be measured. */
    double liveHeap() {
        return heap == null ? Double.NaN : heap.bytes() / MIB;
    }

    double resident() {
        return memory.rss() / MIB;
    }

    /** All of them as a table, and how they grew. The first is left out: a server's first minute fills its caches. */
    static void report(List<SoakSample> samples, ResultBuilder result, double maxHeapGrowth) {
        Table table = new Table();
        table.row("seconds", "live heap MiB", "RSS MiB", "descriptors");
        for (SoakSample sample : samples) {
            String time = Long.toString(Math.round(sample.seconds));
            table.row(time, sample.liveHeap(), sample.resident(), sample.descriptors);
        }
        result.table(table);
        List<SoakSample> settled = samples.subList(1, samples.size());
        result.add("RSS slope", perHour(settled, SoakSample::resident), "MiB/h");
        double growth =
                settled.get(settled.size() - 1).liveHeap() - settled.get(0).liveHeap();
        if (Double.isNaN(growth)) {
            result.note("live heap is not measured: the server is no JVM that jcmd can ask");
            return;
        }
        result.add("live heap slope", perHour(settled, SoakSample::liveHeap), "MiB/h");
        result.add("live heap growth", growth, "MiB");
        result.check(
                growth <= maxHeapGrowth,
                "the live heap grew by " + growth + " MiB, more than the " + maxHeapGrowth + " allowed");
    }

    private static double perHour(List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        Slope slope = new Slope();
        samples.forEach(sample -> slope.add(sample.seconds, value.applyAsDouble(sample)));
        return slope.perUnit() * SECONDS_PER_HOUR;
    }
}
