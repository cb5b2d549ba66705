package io.longwire.summarizer.web;

import io.longwire.embed.Route;
import io.longwire.embed.RouteAnswer;
import io.longwire.embed.RouteRequest;
import io.longwire.summarizer.access.Access;
import io.longwire.summarizer.access.LockOut;
import io.longwire.summarizer.access.Sessions;
import io.longwire.summarizer.job.Jobs;
import io.longwire.summarizer.model.KeyCheck;
import io.longwire.summarizer.model.Models;
import io.longwire.summarizer.store.SummaryStore;
import java.util.List;
import java.util.concurrent.Executor;

/** The application's own paths, each with who serves it and how its errors look. */
public final class WebSurface {
    private final Executor executor;
    private final List<Route> routes;

    /**
     * @param executor serves the requests, which may block
     * @param language of summaries for who names none
     */
    public WebSurface(
            Access access,
            Sessions sessions,
            LockOut lockOut,
            Jobs jobs,
            SummaryStore summaries,
            Models models,
            KeyCheck keyCheck,
            String language,
            Executor executor) {
        this.executor = executor;
        var visitors = new Visitors(access, sessions);
        var files = new AppFiles();
        var login = new LoginEndpoint(access, sessions, lockOut);
        var job = new JobsEndpoint(visitors, jobs);
        var summary = new SummariesEndpoint(visitors, summaries);
        routes = List.of(
                route("GET", "/", ErrorShape.PROBLEM, new PageEndpoint(access, files)::handle),
                route("GET", "/app/*", ErrorShape.PROBLEM, files::handle),
                route(
                        "GET",
                        "/session",
                        ErrorShape.PROBLEM,
                        new SessionEndpoint(access, sessions, visitors, jobs)::handle),
                route("POST", "/login", ErrorShape.PROBLEM, login::login),
                route("POST", "/logout", ErrorShape.PROBLEM, login::logout),
                route("GET", "/models", ErrorShape.PROBLEM, new ModelsEndpoint(models)::handle),
                route(
                        "POST",
                        "/summarize_async",
                        ErrorShape.ORIGINAL,
                        new SubmitEndpoint(visitors, jobs, models, keyCheck, language)::handle),
                route("GET", "/jobs", ErrorShape.ORIGINAL, job::list),
                route("GET", "/jobs/*", ErrorShape.ORIGINAL, job::get),
                route("DELETE", "/jobs/*", ErrorShape.ORIGINAL, job::cancel),
                route("GET", "/summaries", ErrorShape.PROBLEM, summary::list),
                route("GET", "/summaries/*", ErrorShape.PROBLEM, summary::get),
                route("DELETE", "/summaries/*", ErrorShape.PROBLEM, summary::delete));
    }

    /** What answers a request, or refuses it. */
    @FunctionalInterface
    private interface Endpoint {
        RouteAnswer answer(RouteRequest request) throws Refused;
    }

    /** For the server. */
    public List<Route> routes() {
        return routes;
    }

    private Route route(String method, String path, ErrorShape errors, Endpoint endpoint) {
        return Route.of(method, path, executor, request -> {
            try {
                if (!method.equals("GET")) {
                    OwnPagesOnly.check(request);
                }
                return endpoint.answer(request);
            } catch (Refused refused) {
                return errors.answer(refused);
            }
        });
    }
}
