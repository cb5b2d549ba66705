package io.longwire.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a decoded head must fulfil, or it is useless to read on. Stateless; any thread. */
final class HeadRules {
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._~-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{0,5})?");

    private HeadRules() {}

    /** The answer to a head after which the connection cannot go on; null when it can. */
    static @Nullable RequestException violation(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (version.majorVersion() != 1) {
            return new RequestException(
                    HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 and 1.0 are spoken here");
        }
        HttpHeaders headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && version.minorVersion() > 0)) {
            return RequestException.bad("a request has one Host header");
        }
        if (!hosts.isEmpty() && !isHost(hosts.get(0))) {
            return RequestException.bad("Host is a name or an address, and perhaps a port");
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.size() > 1
                || (codings.size() == 1 && !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0)))) {
            return new RequestException(
                    HttpResponseStatus.NOT_IMPLEMENTED, "the only Transfer-Encoding that is understood is chunked");
        }
        return null;
    }

    /** Whether a text has the form of a Host header. */
    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }
}
