package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Progress;
import java.util.ArrayList;
import java.util.List;

/** Idle streams that are shared by processes of their own, since one process may not have enough files for them. */
public final class IdleProcesses implements IdleLoad {
    private final List<HoldingProcess> processes = new ArrayList<>();

    /** So many processes of the bench's {@code hold} with these arguments, each with its part. */
    public IdleProcesses(int count, List<String> arguments) {
        try {
            for (int index = 0; index < count; index++) {
                processes.add(new HoldingProcess(new Part(index, count), arguments));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void openUpTo(int count) {
        processes.forEach(process -> process.tell("open " + process.part().of(count)));
        try (Progress progress = Progress.of("opening streams", count)) {
            long open = 0;
            for (HoldingProcess process : processes) {
                open += process.answer().open();
                progress.stepTo(open);
            }
            if (open != count) {
                throw new BenchException("only " + open + " of " + count + " streams are open");
            }
        }
    }

    @Override
    public void closeAll() {
        processes.forEach(process -> process.tell("close"));
        processes.forEach(HoldingProcess::answer);
    }

    @Override
    public int lost() {
        processes.forEach(process -> process.tell("report"));
        return processes.stream().mapToInt(process -> process.answer().lost()).sum();
    }

    @Override
    public List<Long> pids() {
        return processes.stream().map(HoldingProcess::pid).toList();
    }

    @Override
    public void close() {
        processes.forEach(HoldingProcess::close);
    }
}
