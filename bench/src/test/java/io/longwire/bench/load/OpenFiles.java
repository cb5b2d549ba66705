package io.longwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;

/** The descriptors of the test's own process. */
public final class OpenFiles {
    private static final double SECONDS = 10;

    private OpenFiles() {}

    public static int count() {
        return Objects.requireNonNull(Path.of("/proc/self/fd").toFile().list()).length;
    }

    /** Waits until no more are open than so many: the other side of a connection ends a little later. */
    public static void awaitAtMost(int before) throws InterruptedException {
        Await.until(() -> count() <= before, SECONDS);
        assertThat(count()).as("open files").isLessThanOrEqualTo(before);
    }
}
