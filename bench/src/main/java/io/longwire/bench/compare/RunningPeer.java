package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.subject.Subject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A peer that is started when it is first needed, and again after it was stopped. One thread. */
final class RunningPeer implements AutoCloseable {
    private final Peer peer;
    private final int port;
    private final Path directory;
    private @Nullable List<Long> pids;
    private boolean isNew;

    /** Uses the port and the two after it; the directory, which it makes, is for logs and PIDs. */
    RunningPeer(Peer peer, int port, Path directory) {
        this.peer = peer;
        this.port = port;
        this.directory = directory;
    }

    Peer peer() {
        return peer;
    }

    /** Whether it has just been started, asked for the first time since. */
    boolean startIfNeeded() {
        if (pids == null) {
            checkPort();
            try {
                Script.run(peer.script("start.sh"), Integer.toString(port), directory.toString());
                pids = Files.readAllLines(directory.resolve("pids")).stream()
                        .map(Long::valueOf)
                        .toList();
            } catch (IOException e) {
                throw endWhatStarted(new BenchException("start.sh of " + peer.name() + " wrote no PIDs", e));
            } catch (BenchException e) {
                throw endWhatStarted(e);
            }
            isNew = true;
        }
        boolean first = isNew;
        isNew = false;
        return first;
    }

    /** Else what is measured would be the server of a call that was broken off, with the CPU of another. */
    private void checkPort() {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException e) {
            throw new BenchException(peer.name() + " cannot listen on port " + port, e);
        }
    }

    /** A server that was started but not in time would keep the port, and its files, from the next. */
    private BenchException endWhatStarted(BenchException why) {
        try {
            Script.run(peer.script("stop.sh"), directory.toString());
        } catch (BenchException e) {
            why.addSuppressed(e);
        }
        return why;
    }

    Subject subject() {
        return peer.subject(port, started());
    }

    Subject batchSubject() {
        return peer.batchSubject(port, started());
    }

    private List<Long> started() {
        if (pids == null) {
            throw new IllegalStateException(peer.name() + " does not run");
        }
        return pids;
    }

    void stop() {
        if (pids != null) {
            pids = null;
            Script.run(peer.script("stop.sh"), directory.toString());
        }
    }

    @Override
    public void close() {
        stop();
    }
}
