package io.longwire.bench.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of event streams with a thread for every connection: it knows no heartbeat and no resuming, and can be told to
 * lose one event or to send one twice.
 */
public final class SmallServer implements AutoCloseable {
    private static final Pattern EVENT = Pattern.compile("\"topic\":\"(.*?)\",\"data\":\"(.*?)\"");

    private final ServerSocket listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final List<Stream> streams = new CopyOnWriteArrayList<>();
    private final long lostEvent;
    private final long doubledEvent;
    private long published;

    private record Stream(String topic, OutputStream output) {}

    /** Events count from 1; the first stream does not get the one given, none where that is 0. */
    public SmallServer(long lostEvent) throws IOException {
        this(lostEvent, 0);
    }

    /** Every stream gets the second of the events given twice. */
    public SmallServer(long lostEvent, long doubledEvent) throws IOException {
        this.lostEvent = lostEvent;
        this.doubledEvent = doubledEvent;
        start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/sse";
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket socket = listener.accept();
            start(() -> {
                try (socket) {
                    serve(socket);
                }
            });
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader input =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream output = socket.getOutputStream();
        String request;
        while ((request = input.readLine()) != null) {
            int length = 0;
            String header;
            while ((header = input.readLine()) != null && !header.isEmpty()) {
                if (header.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(header.substring(16));
                }
            }
            if (request.startsWith("GET")) {
                subscribe(request, output);
                continue;
            }
            char[] body = new char[length];
            int read = 0;
            while (read < length) {
                read += input.read(body, read, length - read);
            }
            publish(new String(body));
            write(output, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        }
    }

    private synchronized void subscribe(String request, OutputStream output) throws IOException {
        String topic = request.substring(request.indexOf("topic=") + 6, request.lastIndexOf(' '));
        write(output, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        streams.add(new Stream(URLDecoder.decode(topic, StandardCharsets.UTF_8), output));
    }

    private synchronized void publish(String body) throws IOException {
        Matcher event = EVENT.matcher(body);
        while (event.find()) {
            published++;
            String frame = "data: " + event.group(2) + "\nid: " + published + "\n\n";
            List<Stream> now = List.copyOf(streams);
            for (Stream stream : published == lostEvent ? now.subList(1, now.size()) : now) {
                if (stream.topic.equals(event.group(1))) {
                    String chunk = Integer.toHexString(frame.length()) + "\r\n" + frame + "\r\n";
                    send(stream, published == doubledEvent ? chunk + chunk : chunk);
                }
            }
        }
    }

    private void send(Stream stream, String text) {
        try {
            write(stream.output, text);
        } catch (IOException e) {
            streams.remove(stream);
        }
    }

    private static void write(OutputStream output, String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // The other side, or the test, has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
