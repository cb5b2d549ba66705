package io.longwire.api;

import io.longwire.access.Verdict;
import io.longwire.http.Answer;
import io.netty.handler.codec.http.HttpResponseStatus;

/** How a refusal for want of a key is said over HTTP. Stateless; any thread. */
final class AccessAnswer {
    private AccessAnswer() {}

    static Answer of(Verdict.KeyNeeded needed) {
        return Answer.problem(HttpResponseStatus.UNAUTHORIZED, needed.detail())
                .with("WWW-Authenticate", "Bearer realm=\"longwire\"");
    }

    static Answer of(Verdict.Closed closed) {
        return Answer.problem(HttpResponseStatus.FORBIDDEN, closed.detail());
    }
}
