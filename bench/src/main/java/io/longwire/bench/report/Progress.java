package io.longwire.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar where somebody watches; nothing where the output goes to a file. */
public final class Progress implements AutoCloseable {
    public static final Progress NONE = new Progress(null);

    private static final boolean WATCHED = outputIsTerminal();

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    public static Progress of(String task, long steps) {
        return new Progress(
                WATCHED
                        ? new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(steps)
                                .setUpdateIntervalMillis(200)
                                .clearDisplayOnFinish()
                                .build()
                        : null);
    }

    public void stepTo(long step) {
        if (bar != null) {
            bar.stepTo(step);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static boolean outputIsTerminal() {
        try {
            String output = Path.of("/proc/self/fd/1").toRealPath().toString();
            return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
