package io.longwire.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
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
        RequestException violation = HeadRules.violation(request);
        if (violation != null) {
            exchange.connection().endAfterAnswer();
            throw violation;
        }
        Target target = Target.parse(request.uri());
        if (target.authority() != null) {
            headers.set(HttpHeaderNames.HOST, target.authority());
        }
        exchange.target(target);
        String expect = headers.get(HttpHeaderNames.EXPECT);
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            throw new RequestException(HttpResponseStatus.EXPECTATION_FAILED, "only 100-continue may be expected");
        }
        String refusal = router.refuse(headers);
        if (refusal != null) {
            throw new RequestException(HttpResponseStatus.FORBIDDEN, refusal);
        }
        Router.Route route = router.route(target.path());
        if (route == null) {
            if (target.isServer()) {
                if (!request.method().equals(HttpMethod.OPTIONS)) {
                    throw RequestException.bad("the target * goes with OPTIONS only");
                }
                exchange.answer(Answer.nothing());
                return null;
            }
            throw new RequestException(HttpResponseStatus.NOT_FOUND, "nothing is served at this path");
        }
        if (request.method().equals(HttpMethod.OPTIONS)) {
            Answer options = Answer.nothing().with("Allow", route.allowed());
            router.cors().answerPreflight(headers, route, options);
            exchange.answer(options);
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

    /** What to answer when the decoder could make nothing of a head. */
    static Answer malformedHead(DecoderResult result) {
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException) {
            return Answer.problem(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is longer than 8 KiB");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Answer.problem(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are longer than 16 KiB");
        }
        if (cause instanceof RequestException refused) {
            return Answer.problem(refused.status(), refused.detail());
        }
        if (cause instanceof PrematureChannelClosureException) {
            return Answer.problem(HttpResponseStatus.BAD_REQUEST, "the request ends within its head");
        }
        return Answer.problem(
                HttpResponseStatus.BAD_REQUEST,
                "a body has either one Content-Length, a plain number, or Transfer-Encoding: chunked, in HTTP/1.1 only");
    }

    /** What to answer when the decoder could make nothing of a body. */
    static RequestException malformedBody() {
        return RequestException.bad("the chunks of the body are not well-formed");
    }
}
