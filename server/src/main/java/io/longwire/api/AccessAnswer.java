package io.longwire.api;

import io.longwire.access.Refusal;
import io.longwire.event.InvalidEventException;
import io.longwire.event.Selector;
import io.longwire.http.Answer;
import io.netty.handler.codec.http.HttpResponseStatus;

/** How a refusal for want of rights is said over HTTP. Stateless; any thread. */
final class AccessAnswer {
    private AccessAnswer() {}

    static Answer of(Refusal refusal) {
        return of(refusal, refusal.detail());
    }

    /** @param beyond what was asked for and is not granted */
    static Answer of(Refusal refusal, Selector beyond) {
        return of(
                refusal,
                "topic " + InvalidEventException.quote(beyond.toString()) + " may not be read: " + refusal.detail());
    }

    private static Answer of(Refusal refusal, String detail) {
        return refusal.needsKey()
                ? Answer.problem(HttpResponseStatus.UNAUTHORIZED, detail)
                        .with("WWW-Authenticate", "Bearer realm=\"longwire\"")
                : Answer.problem(HttpResponseStatus.FORBIDDEN, detail);
    }
}
