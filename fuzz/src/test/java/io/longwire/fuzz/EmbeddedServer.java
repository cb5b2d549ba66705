package io.longwire.fuzz;

import io.longwire.LongwireServer;
import io.longwire.admission.HttpConnectionLimit;
import io.longwire.admission.Refusals;
import io.longwire.admission.TrustedProxies;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import io.longwire.http.HttpPipeline;
import io.longwire.http.HttpTimeouts;
import io.longwire.http.Router;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A whole server whose requests come through channels without a socket, one at a time, and what must hold after each:
 * the connection ends once its peer has, everything on it is a well-formed answer, no exception got through, nothing was
 * left unreleased, the server's log complains of nothing. One thread.
 */
final class EmbeddedServer {
    private static final Duration LONG = Duration.ofHours(1);
    private static final TrustedProxies NO_PROXY = TrustedProxies.of(List.of());
    private static final HttpConnectionLimit LIMIT = new HttpConnectionLimit(100, () -> NO_PROXY, new Refusals());
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final LongwireServer server;
    private final Router router;
    private final Complaints complaints = Complaints.collect();

    private EmbeddedServer(LongwireServer server) throws IllegalAccessException {
        this.server = server;
        this.router = Parts.find(server, Router.class);
    }

    static EmbeddedServer start() {
        try {
            return new EmbeddedServer(LongwireServer.start(Settings.builder()
                    .set(Setting.SSE_PORT, "0")
                    .set(Setting.SSE_ADMIN_PORT, "0")
                    .set(Setting.SSE_DEV, "on")
                    .set(Setting.SSE_MAX_CONNECTIONS_PER_IP, "0")
                    .set(Setting.SSE_LOG_BYTES, "1MiB")
                    .set(Setting.SSE_MAX_EVENT_BYTES, "600")
                    .set(Setting.SSE_MAX_BATCH_BYTES, "1500")
                    .set(Setting.SSE_MAX_BATCH_EVENTS, "5")
                    .set(Setting.SSE_MAX_TOPICS, "1000")
                    .set(Setting.SSE_SHARDS, "1")
                    .set(Setting.SSE_REQUEST_LOOPS, "1")
                    .build()));
        } catch (IOException | IllegalAccessException cannot) {
            throw new IllegalStateException(cannot);
        }
    }

    /** Events that the log has taken since the start. */
    long appended() {
        return server.hub().log().view().appended();
    }

    /** Sends the pieces on a connection of their own, then ends its sending side. Gives what was answered. */
    List<Answers.Answer> exchange(byte[]... pieces) {
        var memory = new UnpooledByteBufAllocator(false);
        var channel = new EmbeddedChannel();
        channel.config().setAllocator(memory);
        channel.pipeline()
                .addLast(new HttpPipeline(
                        router, new HttpTimeouts(LONG, LONG, LONG), () -> NO_PROXY, LIMIT, channel.eventLoop()));
        for (byte[] piece : pieces) {
            if (channel.isOpen() && !channel.pipeline().toMap().isEmpty()) {
                channel.writeInbound(memory.buffer().writeBytes(piece));
            }
            channel.runPendingTasks();
        }
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        awaitEnd(channel);
        channel.checkException();
        byte[] answered = answered(channel);
        channel.finishAndReleaseAll();
        if (memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory() != 0) {
            throw new AssertionError("buffers were not released: " + memory.metric());
        }
        complaints.throwAny();
        List<Answers.Answer> answers = Answers.read(answered);
        for (Answers.Answer answer : answers) {
            if (answer.status() >= 500 && answer.status() != 501 && answer.status() != 505 && answer.status() != 503) {
                throw new AssertionError(answer.toString());
            }
        }
        return answers;
    }

    /** A stream that opens is given up, since no shard can take such a channel over; that may be on another thread. */
    private static void awaitEnd(EmbeddedChannel channel) {
        long start = System.nanoTime();
        channel.runPendingTasks();
        while (channel.isOpen()) {
            channel.runPendingTasks();
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("a connection that its peer has ended stays open");
            }
            LockSupport.parkNanos(10_000);
        }
        channel.runPendingTasks();
    }

    private static byte[] answered(EmbeddedChannel channel) {
        var all = new ByteArrayOutputStream();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            var copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy).release();
            all.writeBytes(copy);
        }
        return all.toByteArray();
    }
}
