package io.longwire.http;

import io.longwire.embed.RouteRequest;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as authorizers and embedders see it.
 *
 * @param raw headers as they came in, one char for a byte
 */
record HttpRequestView(
        String method,
        String path,
        HttpHeaders raw,
        Fields fields,
        @Nullable InetAddress clientAddress,
        boolean isSecure,
        byte[] bytes)
        implements RouteRequest {
    private static final byte[] NOTHING = {};

    /** Throws {@link RequestException} (400) when the query is not properly encoded. */
    static HttpRequestView of(Exchange exchange) {
        return new HttpRequestView(
                exchange.method().name(),
                exchange.path(),
                exchange.headers(),
                exchange.query(),
                exchange.client(),
                exchange.isSecure(),
                NOTHING);
    }

    HttpRequestView withBody(byte[] body) {
        return new HttpRequestView(method, path, raw, fields, clientAddress, isSecure, body);
    }

    @Override
    public @Nullable String header(String name) {
        String value = raw.get(name);
        return value == null ? null : utf8(value);
    }

    @Override
    public List<String> headers(String name) {
        return raw.getAll(name).stream().map(HttpRequestView::utf8).toList();
    }

    /** Headers carry UTF-8; a value that is not stays one char for a byte. */
    private static String utf8(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) >= 0x80) {
                String text = StrictUtf8.decode(raw.getBytes(StandardCharsets.ISO_8859_1));
                return text == null ? raw : text;
            }
        }
        return raw;
    }

    @Override
    public @Nullable String query(String name) {
        return fields.first(name);
    }

    @Override
    public List<String> queryAll(String name) {
        return List.copyOf(fields.all(name));
    }

    @Override
    public byte[] body() {
        return bytes.clone();
    }

    @Override
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
