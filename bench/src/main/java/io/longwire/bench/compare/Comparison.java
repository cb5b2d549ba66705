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
 * Gives every peer the same work in turns: row by row over all peers, each time from another first, and then all rows
 * again, so that what the machine does meanwhile meets all of them, and a comparison that is broken off has all rows. Peers stay up over all rows but those that
 * need a fresh process; one that has failed is started anew. One thread.
 */
final class Comparison implements AutoCloseable {
    private static final int PORTS_EACH = 3;
    /** What a server that has just been started serves first, so that a virtual machine has compiled what it needs. */
    private static final Work FIRST = Work.flatOut(100, 0, 500);

    /** For so many times as long as a run warms up. */
    private static final double FIRST_WARM_UPS = 2.5;

    private final int invocation;
    private final Consumer<String> progress;
    private final List<RunningPeer> peers = new ArrayList<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, String> absent = new LinkedHashMap<>();

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

    /**
     * Hands over each run as soon as it is done, but for those that were done before.
     *
     * @param until the {@link System#nanoTime} after which no run is begun
     * @return how many runs are left
     */
    int run(List<Row> rows, int repeat, Work.Timing timing, Runs before, long until, Consumer<Run> done)
            throws InterruptedException {
        int left = 0;
        List<RunningPeer> order = new ArrayList<>(peers);
        for (int repetition = 1; repetition <= repeat; repetition++) {
            for (Row row : rows) {
                for (RunningPeer peer : order) {
                    if (!peer.peer().can(row) || before.has(row, peer.peer().name(), repetition)) {
                        continue;
                    }
                    if (System.nanoTime() - until >= 0) {
                        left++;
                    } else {
                        done.accept(run(row, peer, repetition, timing));
                    }
                }
                Collections.rotate(order, 1);
            }
        }
        return left;
    }

    private Run run(Row row, RunningPeer running, int repetition, Work.Timing timing) throws InterruptedException {
        String name = running.peer().name();
        progress.accept(row.id() + " " + repetition + " " + name);
        try {
            if (row.startsAnew()) {
                running.stop();
            }
            boolean isNew = running.startIfNeeded();
            // Some peers keep what was published to a topic.
            String topic = "compare-" + invocation + "-" + row.id() + "-" + repetition;
            if (isNew && !row.needsFreshProcess() && timing.warmUpSeconds() > 0) {
                Work.Timing first = new Work.Timing(0, FIRST_WARM_UPS * timing.warmUpSeconds());
                FIRST.run(new Work.Assignment(running.peer(), running.subject(), topic + "-first", first));
            }
            Subject subject = row.isOfBatches() ? running.batchSubject() : running.subject();
            Result result = row.run(new Work.Assignment(running.peer(), subject, topic, timing));
            if (!result.passed()) {
                progress.accept("  failed: " + String.join(", ", result.failures()));
            }
            if (!result.passed() || row.leavesEndedStreams()) {
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
        for (RunningPeer peer : peers) {
            try {
                peer.close();
            } catch (BenchException e) {
                progress.accept("  not stopped: " + e.getMessage());
            }
        }
    }
}
