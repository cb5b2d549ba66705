package io.longwire.bench.scenario;

import io.longwire.bench.load.Await;
import io.longwire.bench.load.Clock;
import io.longwire.bench.subject.ServerProcesses;

/** Waits until a server has nothing left to do. */
final class Rest {
    private static final double QUIET_SECONDS = 0.6;
    private static final double MAX_SECONDS = 15;
    /** What a server at rest may use in that time: a tick is the kernel's unit, and may fall at any moment. */
    private static final long QUIET_CPU_MICROS = 10_000;

    private Rest() {}

    /** Whether the server used next to no CPU for a while, before too much time had gone. */
    static boolean of(ServerProcesses server) throws InterruptedException {
        long end = Clock.micros() + (long) (MAX_SECONDS * 1e6);
        while (Clock.micros() < end) {
            long before = server.cpu().micros();
            if (!Await.seldom(() -> server.cpu().micros() - before > QUIET_CPU_MICROS, QUIET_SECONDS)) {
                return true;
            }
        }
        return false;
    }
}
