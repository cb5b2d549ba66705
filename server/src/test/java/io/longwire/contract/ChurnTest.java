package io.longwire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longwire.TestServer;
import io.longwire.event.Event;
import io.longwire.stream.Shard;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that come and go in every way leave nothing behind, and nobody gets what was another's. */
@ParameterizedClass
@EnumSource(names = {"DETACHED", "EPOLL", "NIO"})
class ChurnTest {

    @RegisterExtension
    final TestServer server;

    ChurnTest(Transport transport) {
        server = transport.server();
    }

    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    private int streams() {
        return server.hub().shards().stream().mapToInt(Shard::subscribers).sum();
    }

    private void publish(String topic, String data) {
        server.publish(Event.of(topic, null, data));
    }

    @Test
    void twoThousandStreamsLeaveNoDescriptorBehind() throws IOException {
        StreamReader.open(server.port(), "/sse?topic=warm").close();
        await().until(() -> streams() == 0);
        int before = descriptors();
        var random = new Random(1);
        var open = new ArrayDeque<StreamReader>();
        for (int i = 0; i < 2000; i++) {
            String request = StreamReader.request("/sse?topic=t" + i % 7);
            if (random.nextInt(10) == 0) {
                abandonInTheMiddle(request, random);
                continue;
            }
            var stream = new StreamReader(server.port(), request, 0);
            open.add(stream);
            if (random.nextInt(20) == 0) {
                publish("t" + random.nextInt(7), "x");
            }
            if (open.size() > 50) {
                leave(open.remove(), random);
            }
        }
        while (!open.isEmpty()) {
            leave(open.remove(), random);
        }
        await().until(() -> streams() == 0);
        await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
    }

    /** Sends part of a request, then goes. */
    private void abandonInTheMiddle(String request, Random random) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String part = request.substring(0, random.nextInt(request.length() + 1));
            socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
            if (random.nextBoolean()) {
                socket.setSoLinger(true, 0);
            }
        }
    }

    private static void leave(StreamReader stream, Random random) throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> stream.socket.setSoLinger(true, 0); // a reset
            case 1 -> {
                stream.socket.shutdownOutput(); // half-closed: the stream's end too
                while (stream.socket.getInputStream().read() >= 0) {}
            }
            default -> stream.next();
        }
        stream.close();
    }

    @Test
    void aDescriptorUsedAgainNeverGetsWhatWasAnothers() throws IOException {
        var random = new Random(2);
        var open = new ArrayDeque<StreamReader>();
        for (int round = 0; round < 300; round++) {
            String topic = "own/" + round;
            StreamReader stream = StreamReader.open(server.port(), "/sse?topic=" + topic);
            stream.next();
            open.add(stream);
            for (int i = Math.max(0, round - 6); i <= round; i++) {
                publish("own/" + i, "of own/" + i);
            }
            assertThat(stream.next().data()).isEqualTo("of " + topic);
            if (open.size() > 5) {
                StreamReader gone = open.remove();
                if (random.nextBoolean()) {
                    gone.socket.setSoLinger(true, 0);
                }
                gone.close();
            }
        }
        for (StreamReader stream : open) {
            stream.close();
        }
        await().until(() -> streams() == 0);
    }

    @Test
    void aRequestMayArriveByteByByte() throws IOException {
        publish("a", "1");
        String request = "GET /sse?topic=a&last=1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int split = 1; split < request.length(); split++) {
            try (StreamReader stream = StreamReader.openSplit(server.port(), request, split)) {
                assertThat(stream.next().type()).isEqualTo("connected");
                assertThat(stream.next().data()).isEqualTo("1");
            }
        }
    }
}
