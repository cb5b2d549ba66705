package io.longwire.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A blocking socket that speaks HTTP by hand, so that a test sees every byte. One thread. */
public final class HttpSocket implements AutoCloseable {
    private final Socket socket = new Socket();
    private final PushbackInputStream in;

    /** What came back; the body as far as its length says, or to the end where it does not. */
    public record Response(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.get(name);
        }
    }

    public HttpSocket(int port) throws IOException {
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new PushbackInputStream(socket.getInputStream());
    }

    /** One request on a connection of its own. */
    public static Response request(int port, String method, String target, String body, String... headers)
            throws IOException {
        try (var http = new HttpSocket(port)) {
            http.send(text(method, target, body, headers));
            return http.read(method.equals("HEAD"));
        }
    }

    /** A request as text; with a length where there is a body. */
    public static String text(String method, String target, String body, String... headers) {
        var text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return text.append("\r\n").append(body).toString();
    }

    public HttpSocket send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public HttpSocket send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Says that nothing more comes. */
    public HttpSocket endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Only the head, of a stream whose end is not awaited. */
    public Response readHead() throws IOException {
        return read(true);
    }

    public Response read() throws IOException {
        return read(false);
    }

    public Response read(boolean head) throws IOException {
        int status = Integer.parseInt(readLine().substring(9, 12));
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        byte[] body = {};
        if (!head && status >= 200) {
            String length = headers.get("Content-Length");
            body = length != null ? in.readNBytes(Integer.parseInt(length)) : status == 204 ? body : in.readAllBytes();
        }
        return new Response(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    /** The next answer; null when the peer ends its side instead, in order. */
    public Response readUnlessAtEnd() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        in.unread(first);
        return read();
    }

    /** Whether the first byte of an answer is there. */
    public boolean hasAnswer() throws IOException {
        return in.available() > 0;
    }

    /** All that comes until the peer ends its side. */
    public String readRest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads until this text, of ASCII, has come. */
    public void readTo(String text) throws IOException {
        var seen = new StringBuilder();
        while (seen.indexOf(text, Math.max(0, seen.length() - text.length())) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("after " + seen);
            }
            seen.append((char) b);
        }
    }

    /** Reads on until the peer ends its side, in order or not. */
    public void readToAnyEnd() throws IOException {
        try {
            in.readAllBytes();
        } catch (SocketException reset) {
            // an end too
        }
    }

    /** The text up to the end of the line, without space at its ends. */
    public String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("after " + line);
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    /** Whether the peer ends its side next, in order. */
    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
