package io.longwire.contract;

import io.longwire.TestServer;
import io.longwire.config.Setting;
import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Assumptions;

/** The ways a stream can be carried, and coded; each must keep the same contract. */
enum Transport {
    DETACHED("epoll", "on", "identity"),
    EPOLL("epoll", "off", "identity"),
    NIO("nio", "off", "identity"),
    DETACHED_GZIP("epoll", "on", "gzip"),
    EPOLL_GZIP("epoll", "off", "gzip"),
    NIO_GZIP("nio", "off", "gzip");

    private final String transport;
    private final String detach;
    private final String coding;

    Transport(String transport, String detach, String coding) {
        this.transport = transport;
        this.detach = detach;
        this.coding = coding;
    }

    private boolean isAvailable() {
        return transport.equals("nio") || Epoll.isAvailable();
    }

    boolean isGzip() {
        return coding.equals("gzip");
    }

    /** A header that asks for streams so coded, before others. */
    String[] headers(String... others) {
        String[] all = new String[others.length + 1];
        all[0] = "Accept-Encoding: " + coding;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    /** A server that carries streams so, for any number of them; the test is left out where that cannot be. */
    TestServer server() {
        Assumptions.assumeTrue(isAvailable());
        return new TestServer()
                .with(Setting.SSE_MAX_CONNECTIONS_PER_IP, "0")
                .with(Setting.SSE_TRANSPORT, transport)
                .with(Setting.SSE_DETACH, detach);
    }
}
