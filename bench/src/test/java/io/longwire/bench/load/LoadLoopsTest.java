package io.longwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections wait at a socket from which nobody takes them, so that only the load's side has files in this process. */
@Timeout(60)
class LoadLoopsTest {
    private static final int CONNECTIONS = 40;

    private final List<String> ends = new ArrayList<>();
    private int before;
    private ServerSocket server;
    private InetSocketAddress address;

    @BeforeEach
    void listen() throws IOException {
        // What the first loops of a process load stays open.
        new LoadLoops(1).close();
        server = new ServerSocket(0, 2 * CONNECTIONS, InetAddress.getLoopbackAddress());
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
        before = OpenFiles.count();
    }

    @AfterEach
    void stopListening() throws IOException {
        server.close();
    }

    @Test
    void connectionsEndWithTheirLoops() throws InterruptedException {
        try (LoadLoops loops = new LoadLoops(2)) {
            loops.ask(this::connect);
            assertThat(OpenFiles.count()).isGreaterThanOrEqualTo(before + 2 * CONNECTIONS);
        }
        OpenFiles.awaitAtMost(before);
    }

    /** Netty ends a loop that is at its tasks at that moment without a look at what is registered there. */
    @Test
    void connectionsOfLoopThatIsAtATaskEndWithItToo() throws InterruptedException {
        CountDownLatch atTask = new CountDownLatch(1);
        try (LoadLoops loops = new LoadLoops(1)) {
            loops.ask(this::connect);
            LoadLoop loop = loops.get(0);
            loop.execute(() -> {
                atTask.countDown();
                while (!loop.isToEnd()) {
                    Thread.onSpinWait();
                }
            });
            atTask.await();
        }
        OpenFiles.awaitAtMost(before);
    }

    @Test
    void connectionThatIsOpenedTooLateEndsAtOnce() throws InterruptedException {
        CountDownLatch atTask = new CountDownLatch(1);
        try (LoadLoops loops = new LoadLoops(1)) {
            LoadLoop loop = loops.get(0);
            loop.execute(() -> {
                atTask.countDown();
                while (!loop.isToEnd()) {
                    Thread.onSpinWait();
                }
                loop.execute(() -> connect(loop));
            });
            atTask.await();
        }
        assertThat(ends).hasSize(CONNECTIONS).containsOnly("the run has ended");
        OpenFiles.awaitAtMost(before);
    }

    private boolean connect(LoadLoop loop) {
        for (int i = 0; i < CONNECTIONS; i++) {
            new Silent(loop, address).open(null, new byte[] {'G'});
        }
        return true;
    }

    private final class Silent extends Connection {
        Silent(LoadLoop loop, InetSocketAddress remote) {
            super(loop, remote);
        }

        @Override
        void received(byte[] bytes, int from, int to) {}

        @Override
        void ended(String why) {
            ends.add(why);
        }
    }
}
