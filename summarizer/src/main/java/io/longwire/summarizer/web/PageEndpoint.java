package io.longwire.summarizer.web;

import io.longwire.embed.RouteAnswer;
import io.longwire.embed.RouteRequest;
import io.longwire.summarizer.access.Access;
import io.longwire.summarizer.access.Mode;

/** {@code GET /}: the application, or where one logs in to it. */
final class PageEndpoint {
    private final Access access;
    private final AppFiles files;

    PageEndpoint(Access access, AppFiles files) {
        this.access = access;
        this.files = files;
    }

    RouteAnswer handle(RouteRequest request) throws Refused {
        boolean outside = access.mode(request) == Mode.LOGIN && access.session(request) == null;
        return files.answer(request, outside ? "login.html" : "index.html").with("Vary", "Cookie");
    }
}
