package io.longwire.summarizer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.longwire.embed.RouteAnswer;
import io.longwire.embed.RouteRequest;
import io.longwire.summarizer.access.Access;
import io.longwire.summarizer.access.Mode;
import io.longwire.summarizer.access.Session;
import io.longwire.summarizer.access.Sessions;
import io.longwire.summarizer.job.Jobs;
import io.longwire.summarizer.json.Json;
import org.jspecify.annotations.Nullable;

/** {@code GET /session}: who one is here, and whether one can submit. Gives a cookie where no login is needed. */
final class SessionEndpoint {
    private final Access access;
    private final Sessions sessions;
    private final Visitors visitors;
    private final Jobs jobs;

    SessionEndpoint(Access access, Sessions sessions, Visitors visitors, Jobs jobs) {
        this.access = access;
        this.sessions = sessions;
        this.visitors = visitors;
        this.jobs = jobs;
    }

    private record State(
            @Nullable String sessionId,
            boolean loggedIn,
            String submitting,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String opensWith,

            String topic) {}

    RouteAnswer handle(RouteRequest request) {
        Mode mode = access.mode(request);
        Session session = access.session(request);
        if (mode == Mode.CLOSED || (mode == Mode.LOGIN && session == null)) {
            String opensWith = mode == Mode.CLOSED ? Access.OPENS_WITH : null;
            return RouteAnswer.json(200, Json.write(new State(null, false, mode.word(), opensWith, "broadcast")));
        }
        Session own = session == null ? sessions.begin() : session;
        RouteAnswer answer =
                RouteAnswer.json(200, Json.write(new State(own.id(), true, mode.word(), null, jobs.topic(own.id()))));
        return visitors.withCookie(answer, request, new Visitors.Visitor(session), own);
    }
}
