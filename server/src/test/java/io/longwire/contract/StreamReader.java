package io.longwire.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One stream over a blocking socket: decodes chunks and events by itself, one thread. */
final class StreamReader implements AutoCloseable {
    /** An event as a browser would dispatch it. */
    record Received(String type, String data, String id) {}

    private static final int GZIP_HEADER_LENGTH = 10;

    final Socket socket = new Socket();
    private final InputStream in;
    final int status;
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final boolean chunked;
    /** Decodes the coding gzip; null when the body has none. */
    private final Inflater inflater;

    private final byte[] inflated = new byte[1];
    private final CRC32 crc = new CRC32();
    private long length;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ArrayDeque<Received> dispatched = new ArrayDeque<>();
    private int leftInChunk;
    private boolean ended;
    private boolean endedInOrder;
    int comments;
    /** Bytes of the deflate stream that were read. */
    long wireBytes;
    /** The {@code retry} that came last; -1 before any. */
    int retry = -1;

    private String type = "";
    private StringBuilder data = new StringBuilder();
    private String id = "";

    StreamReader(int port, String request, int receiveBuffer) throws IOException {
        this(port, request, receiveBuffer, request.length());
    }

    /** Sends the request in two parts. */
    static StreamReader openSplit(int port, String request, int at) throws IOException {
        return new StreamReader(port, request, 0, at);
    }

    private StreamReader(int port, String request, int receiveBuffer, int split) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(request.substring(0, split).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(request.substring(split).getBytes(StandardCharsets.UTF_8));
        in = new BufferedInputStream(socket.getInputStream(), 4096);
        status = Integer.parseInt(readHeadLine().substring(9, 12));
        for (String header = readHeadLine(); !header.isEmpty(); header = readHeadLine()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).trim());
        }
        chunked = "chunked".equals(headers.get("Transfer-Encoding"));
        inflater = "gzip".equals(headers.get("Content-Encoding")) ? new Inflater(true) : null;
        if (inflater != null) {
            for (int i = 0; i < GZIP_HEADER_LENGTH; i++) {
                int expected = i == 0 ? 0x1f : i == 1 ? 0x8b : i == 2 ? 8 : i == 9 ? 0xff : 0;
                if (nextCoded() != expected) {
                    throw new IOException("byte " + i + " is not as a gzip header has it");
                }
            }
        }
    }

    static StreamReader open(int port, String path, String... headers) throws IOException {
        return new StreamReader(port, request(path, headers), 0);
    }

    static String request(String path, String... headers) {
        var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private String readHeadLine() throws IOException {
        var text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("in the head after: " + text);
            }
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    /** The next byte of the body, decoded; -1 at its end. */
    private int nextByte() throws IOException {
        if (inflater == null) {
            return nextCoded();
        }
        try {
            while (inflater.inflate(inflated) == 0) {
                if (inflater.finished()) {
                    return afterDeflate();
                }
                int c = nextCoded();
                if (c < 0) {
                    throw new EOFException("within the deflate stream");
                }
                wireBytes++;
                inflater.setInput(new byte[] {(byte) c});
            }
            crc.update(inflated[0]);
            length++;
            return inflated[0] & 0xff;
        } catch (DataFormatException e) {
            throw new IOException("what does not inflate", e);
        }
    }

    private int afterDeflate() throws IOException {
        long sum = 0;
        for (int i = 0; i < 8; i++) {
            sum |= ((long) nextCoded()) << (8 * i);
        }
        if (sum != (crc.getValue() | (length << 32))) {
            throw new IOException("the sum at the end is wrong");
        }
        if (nextCoded() >= 0) {
            throw new IOException("something after the gzip stream");
        }
        return -1;
    }

    /** The next byte of the body as it was sent; -1 at its end. */
    private int nextCoded() throws IOException {
        if (!chunked) {
            int c = in.read();
            endedInOrder = c < 0;
            return c;
        }
        if (leftInChunk == 0) {
            String size = readHeadLine();
            leftInChunk = Integer.parseInt(size, 16);
            if (leftInChunk == 0) {
                readHeadLine();
                endedInOrder = true;
                return -1;
            }
        }
        int c = in.read();
        if (c < 0) {
            throw new EOFException("in the middle of a chunk");
        }
        if (--leftInChunk == 0) {
            readHeadLine();
        }
        return c;
    }

    /** The next event; null at the end of the stream. */
    Received next() throws IOException {
        while (dispatched.isEmpty() && !ended) {
            int c = nextByte();
            if (c < 0) {
                ended = true;
            } else if (c == '\n') {
                line(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(c);
            }
        }
        return dispatched.poll();
    }

    private void line(String text) {
        if (text.isEmpty()) {
            if (data.length() > 0) {
                dispatched.add(new Received(type, data.substring(0, data.length() - 1), id));
            }
            type = "";
            data = new StringBuilder();
        } else if (text.startsWith(":")) {
            comments++;
        } else if (text.startsWith("event: ")) {
            type = text.substring(7);
        } else if (text.startsWith("data: ")) {
            data.append(text.substring(6)).append('\n');
        } else if (text.startsWith("id: ")) {
            id = text.substring(4);
        } else if (text.startsWith("retry: ")) {
            retry = Integer.parseInt(text.substring(7));
        }
    }

    /** Reads on to the first event of that type. */
    Received next(String wanted) throws IOException {
        for (Received event = next(); event != null; event = next()) {
            if (event.type().equals(wanted)) {
                return event;
            }
        }
        throw new EOFException("no event of type '" + wanted + "' before the end");
    }

    /** Reads bytes until a comment came. */
    void awaitComment() throws IOException {
        int before = comments;
        while (comments == before) {
            int c = nextByte();
            if (c < 0) {
                throw new EOFException();
            }
            if (c == '\n') {
                line(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(c);
            }
        }
    }

    /** Whether the body ended as its encoding demands. */
    boolean endedInOrder() {
        return endedInOrder;
    }

    @Override
    public void close() throws IOException {
        if (inflater != null) {
            inflater.end();
        }
        socket.close();
    }
}
