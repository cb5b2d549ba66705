package io.longwire.summarizer.web;

import io.longwire.embed.RouteAnswer;
import io.longwire.embed.RouteRequest;
import io.longwire.summarizer.access.Access;
import io.longwire.summarizer.access.LockOut;
import io.longwire.summarizer.access.Mode;
import io.longwire.summarizer.access.Session;
import io.longwire.summarizer.access.Sessions;
import io.longwire.summarizer.json.Json;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** {@code POST /login}, {@code POST /logout}. */
final class LoginEndpoint {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoginEndpoint.class);

    private final Access access;
    private final Sessions sessions;
    private final LockOut lockOut;

    LoginEndpoint(Access access, Sessions sessions, LockOut lockOut) {
        this.access = access;
        this.sessions = sessions;
        this.lockOut = lockOut;
    }

    RouteAnswer login(RouteRequest request) throws Refused {
        if (access.mode(request) != Mode.LOGIN) {
            throw new Refused(409, "there is nothing to log in to: SUMMARIZER_ACCESS_CODE is not set");
        }
        InetAddress address = request.clientAddress();
        Duration wait = lockOut.remaining(address);
        if (!wait.isZero()) {
            throw new Refused(429, "too many wrong codes came from your address; try again later", wait);
        }
        if (!access.isCode(code(request))) {
            boolean lockedOut = lockOut.failed(address);
            LOGGER.warn("login refused address={} locked-out={}", text(address), lockedOut);
            throw new Refused(403, "this is not the access code");
        }
        lockOut.succeeded(address);
        Session known = sessions.of(request);
        Session session = known == null ? sessions.begin() : sessions.renewed(known);
        return nothing().with("Set-Cookie", sessions.cookie(session, request.isSecure()));
    }

    private static String text(@Nullable InetAddress address) {
        return address == null ? "unknown" : address.getHostAddress();
    }

    private static String code(RouteRequest request) throws Refused {
        try {
            return Json.read(request.text()).path("code").asString("");
        } catch (JacksonException notJson) {
            throw new Refused(400, "the body must be a JSON object such as {\"code\": \"…\"}");
        }
    }

    RouteAnswer logout(RouteRequest request) {
        Session session = access.session(request);
        if (session != null) {
            sessions.end(session);
        }
        return nothing().with("Set-Cookie", sessions.noCookie(request.isSecure()));
    }

    private static RouteAnswer nothing() {
        return RouteAnswer.of(204, "application/json", new byte[0]);
    }
}
