package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Result;
import io.longwire.bench.subject.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gives every peer the same work in turns: a row's repetitions go over all peers one after the other, each time from
 * another first, so that what the machine does meanwhile meets all of them. Peers stay up over all rows but those that
 * need a fresh process; one that has failed is started anew. One thread.
 */
final class Comparison implements AutoCloseable {
    private static final int PORTS_EACH = 3;
    /** A virtual machine that has just been started warms up for so many times as long. */
    private static final int FIRST_WARM_UP = 3;

    private final int invocation;
    private final Consumer<String> progress;
    private final List<RunningPeer> peers = new ArrayList<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, String> absent = new LinkedHashMap<>();
    private int topics;

    /** Installs them; one that cannot be is left out. Uses three ports for each, and the directory for their logs. */
    Comparison(int invocation, List<Peer> all, int port, Path directory, Consumer<String> progress) {
        this.invocation = invocation;
        this.progress = progress;
        for (Peer peer : all) {
            try {
                versions.put(peer.name(), Script.run(peer.script("install.sh")));
                int own = port + PORTS_EACH * peers.size();
                peers.add(new RunningPeer(peer, own, directory.resolve(peer.name())));
            } catch (BenchException e) {
                absent.put(peer.name(), String.valueOf(e.getMessage()));
                progress.accept(peer.name() + " is left out: " + e.getMessage());
            }
        }
    }

    /** What each calls itself, by name. */
    Map<String, String> versions() {
        return versions;
    }

    /** Why a peer was left out, by name. */
    Map<String, String> absent() {
        return absent;
    }

    /** Hands over each run as soon as it is done. */
    void run(List<Row> rows, int repeat, Row.Timing timing, Consumer<Run> done) throws InterruptedException {
        for (Row row : rows) {
            List<RunningPeer> order = new ArrayList<>(peers);
            for (int repetition = 1; repetition <= repeat; repetition++) {
                for (RunningPeer peer : order) {
                    if (row.isOfBatches() && !peer.peer().takesBatches()) {
                        continue;
                    }
                    done.accept(run(row, peer, repetition, timing));
                }
                Collections.rotate(order, 1);
            }
        }
    }

    private Run run(Row row, RunningPeer running, int repetition, Row.Timing timing) throws InterruptedException {
        String name = running.peer().name();
        progress.accept(row.id() + " " + repetition + " " + name);
        try {
            if (row.needsFreshProcess()) {
                running.stop();
            }
            double longer = running.startIfNeeded() ? FIRST_WARM_UP : 1;
            Subject subject = row.isOfBatches() ? running.batchSubject() : running.subject();
            Row.Timing warm = new Row.Timing(timing.warmUpSeconds() * longer, timing.seconds());
            Result result = row.run(running.peer(), subject, "compare-" + topics++, warm);
            if (!result.passed()) {
                progress.accept("  " + String.join(", ", result.failures()));
                running.stop();
            }
            return Run.of(invocation, row.id(), name, repetition, result);
        } catch (BenchException e) {
            progress.accept("  failed: " + e.getMessage());
            running.stop();
            return Run.failed(invocation, row.id(), name, repetition, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        peers.forEach(RunningPeer::close);
    }
}
