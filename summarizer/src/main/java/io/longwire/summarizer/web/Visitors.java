package io.longwire.summarizer.web;

import io.longwire.access.RequestView;
import io.longwire.embed.RouteAnswer;
import io.longwire.summarizer.access.Access;
import io.longwire.summarizer.access.Mode;
import io.longwire.summarizer.access.Session;
import io.longwire.summarizer.access.Sessions;
import org.jspecify.annotations.Nullable;

/** Who is let in, as endpoints ask it. Any thread. */
final class Visitors {
    private static final String CLOSED =
            "Nobody can use this yet: its operator has to set " + Access.OPENS_WITH + " and start it again";

    private final Access access;
    private final Sessions sessions;

    Visitors(Access access, Sessions sessions) {
        this.access = access;
        this.sessions = sessions;
    }

    /**
     * A visitor who was let in.
     *
     * @param session null for one without a cookie, where no login is needed
     */
    record Visitor(@Nullable Session session) {
        /** The session's name; one that no session has when there is none. */
        String id() {
            return session == null ? "" : session.id();
        }
    }

    /** Throws what a visitor is refused with who is not let in. */
    Visitor letIn(RequestView request) throws Refused {
        Mode mode = access.mode(request);
        if (mode == Mode.CLOSED) {
            throw new Refused(403, CLOSED);
        }
        Session session = sessions.of(request);
        if (mode == Mode.LOGIN && session == null) {
            throw new Refused(401, "Log in first, with the access code");
        }
        return new Visitor(session);
    }

    /** The visitor's session, or a new one for who has none. */
    Session begin(Visitor visitor) {
        Session session = visitor.session();
        return session == null ? sessions.begin() : session;
    }

    /** The answer, with a cookie where the visitor has none, or one that is getting old. */
    RouteAnswer withCookie(RouteAnswer answer, RequestView request, Visitor visitor, Session session) {
        if (visitor.session() == null) {
            return answer.with("Set-Cookie", sessions.cookie(session, request.isSecure()));
        }
        return sessions.isAging(session)
                ? answer.with("Set-Cookie", sessions.cookie(sessions.renewed(session), request.isSecure()))
                : answer;
    }
}
