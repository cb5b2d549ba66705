package io.longwire.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a decoded head must fulfil, or it is useless to read on. Stateless; any thread. */
final class HeadRules {
    private static final int MAX_NAME = 253;
    private static final int MAX_ADDRESS = 45;
    private static final int MAX_PORT_DIGITS = 5;

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

    /**
     * Whether a text has the form of a Host header: a name or an IPv4 address, or an IPv6 address in brackets, and perhaps
     * a port. By hand, since each request has one.
     */
    static boolean isHost(String text) {
        return text.startsWith("[") ? isBracketedAddress(text) : isName(text);
    }

    private static boolean isName(String text) {
        int end = 0;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        return end >= 1 && end <= MAX_NAME && isPortOrEnd(text, end);
    }

    private static boolean isBracketedAddress(String text) {
        int end = 1;
        while (end < text.length() && isOfAddress(text.charAt(end))) {
            end++;
        }
        return end - 1 >= 2
                && end - 1 <= MAX_ADDRESS
                && end < text.length()
                && text.charAt(end) == ']'
                && isPortOrEnd(text, end + 1);
    }

    private static boolean isPortOrEnd(String text, int from) {
        if (from == text.length()) {
            return true;
        }
        if (text.charAt(from) != ':' || text.length() - from - 1 > MAX_PORT_DIGITS) {
            return false;
        }
        for (int i = from + 1; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfName(char c) {
        return isDigit(c)
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == '~';
    }

    private static boolean isOfAddress(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
