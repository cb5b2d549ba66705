package io.longwire.contract;

import io.longwire.config.Setting;
import io.longwire.config.Settings;

/** The ways a stream can be carried; each must keep the same contract. */
enum Transport {
    DETACHED("epoll", "on"),
    EPOLL("epoll", "off"),
    NIO("nio", "off");

    private final String transport;
    private final String detach;

    Transport(String transport, String detach) {
        this.transport = transport;
        this.detach = detach;
    }

    Settings.Builder settings() {
        return Settings.builder()
                .set(Setting.SSE_PORT, "0")
                .set(Setting.SSE_DEV, "true")
                .set(Setting.SSE_MAX_CONNECTIONS_PER_IP, "0")
                .set(Setting.SSE_TRANSPORT, transport)
                .set(Setting.SSE_DETACH, detach);
    }
}
