package io.longwire.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** Finds who serves a request, after what every request must fulfil. Stateless. */
final class Dispatch {
    private Dispatch() {}

    /**
     * The entry that serves the exchange; null when it has been answered here. Throws {@link RequestException} when the
     * request cannot be served.
     */
    static Router.@Nullable Entry find(Router router, Exchange exchange) {
        HttpRequest request = exchange.request();
        HttpHeaders headers = request.headers();
        String violation = violation(request);
        if (violation != null) {
            exchange.connection().endAfterAnswer();
            throw new RequestException(
                    request.protocolVersion().majorVersion() == 1
                            ? HttpResponseStatus.BAD_REQUEST
                            : HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED,
                    violation);
        }
        String expect = headers.get(HttpHeaderNames.EXPECT);
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            throw new RequestException(HttpResponseStatus.EXPECTATION_FAILED, "only 100-continue may be expected");
        }
        String refusal = router.refuse(headers);
        if (refusal != null) {
            throw new RequestException(HttpResponseStatus.FORBIDDEN, refusal);
        }
        Target target = Target.parse(request.uri());
        exchange.target(target);
        Router.Route route = router.route(target.path());
        if (route == null) {
            if (target.path().equals("*") && request.method().equals(HttpMethod.OPTIONS)) {
                exchange.answer(Answer.nothing());
                return null;
            }
            throw new RequestException(HttpResponseStatus.NOT_FOUND, "nothing is served at this path");
        }
        if (request.method().equals(HttpMethod.OPTIONS)) {
            exchange.answer(Answer.nothing().with("Allow", route.allowed()));
            return null;
        }
        Router.Entry entry = route.entry(request.method());
        if (entry == null) {
            exchange.answer(
                    Answer.problem(HttpResponseStatus.METHOD_NOT_ALLOWED, "this path is served with " + route.allowed())
                            .with("Allow", route.allowed()));
        }
        return entry;
    }

    /** What makes it useless to read on; null when nothing does. */
    private static @Nullable String violation(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (version.majorVersion() != 1) {
            return "HTTP/1.1 and 1.0 are spoken here";
        }
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        return hosts > 1 || (hosts == 0 && version.minorVersion() > 0) ? "a request has one Host header" : null;
    }

    /** What to answer when the decoder could make nothing of the bytes. */
    static Answer malformed(DecoderResult result) {
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException) {
            return Answer.problem(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is longer than 8 KiB");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Answer.problem(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are longer than 16 KiB");
        }
        return Answer.problem(HttpResponseStatus.BAD_REQUEST, "this is not a well-formed HTTP/1.1 request");
    }
}
