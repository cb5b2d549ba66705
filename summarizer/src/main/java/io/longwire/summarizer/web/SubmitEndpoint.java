package io.longwire.summarizer.web;

import io.longwire.embed.RouteAnswer;
import io.longwire.embed.RouteRequest;
import io.longwire.summarizer.access.Session;
import io.longwire.summarizer.job.Jobs;
import io.longwire.summarizer.job.SubmitException;
import io.longwire.summarizer.json.Json;
import io.longwire.summarizer.model.KeyCheck;
import io.longwire.summarizer.model.Model;
import io.longwire.summarizer.model.ModelException;
import io.longwire.summarizer.model.Models;
import io.longwire.summarizer.video.Link;
import io.longwire.summarizer.video.LinkException;
import io.longwire.summarizer.video.Links;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code POST /summarize_async}: one or more links, a model, a language. */
final class SubmitEndpoint {
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Visitors visitors;
    private final Jobs jobs;
    private final Models models;
    private final KeyCheck keyCheck;
    private final String language;

    /** @param language for who names none */
    SubmitEndpoint(Visitors visitors, Jobs jobs, Models models, KeyCheck keyCheck, String language) {
        this.visitors = visitors;
        this.jobs = jobs;
        this.models = models;
        this.keyCheck = keyCheck;
        this.language = language;
    }

    private record Submission(boolean success, String message, List<String> jobIds, String sessionId) {}

    RouteAnswer handle(RouteRequest request) throws Refused {
        Visitors.Visitor visitor = visitors.letIn(request);
        JsonNode body = body(request);
        List<Link> links = links(body);
        Model model = model(body);
        String wanted = language(body);
        Session session = visitors.begin(visitor);
        List<String> ids;
        try {
            ids = jobs.submit(session.id(), links, model, wanted).ids();
        } catch (SubmitException e) {
            throw new Refused(429, String.valueOf(e.getMessage()), WAIT);
        }
        var submission = new Submission(true, "Submitted " + ids.size() + " jobs for processing", ids, session.id());
        return visitors.withCookie(RouteAnswer.json(200, Json.write(submission)), request, visitor, session);
    }

    private static JsonNode body(RouteRequest request) throws Refused {
        try {
            JsonNode body = Json.read(request.text());
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException notJson) {
            // said below
        }
        throw new Refused(400, "The body must be a JSON object such as {\"urls\": \"https://…\", \"model\": \"…\"}");
    }

    private static List<Link> links(JsonNode body) throws Refused {
        var text = new StringBuilder();
        JsonNode urls = body.path("urls");
        if (urls.isArray()) {
            urls.forEach(url -> text.append(url.asString("")).append('\n'));
        } else {
            text.append(urls.asString(""));
        }
        try {
            List<Link> links = Links.parse(text.toString());
            if (links.isEmpty()) {
                throw new Refused(400, "No URLs provided");
            }
            return links;
        } catch (LinkException e) {
            throw new Refused(400, String.valueOf(e.getMessage()));
        }
    }

    private Model model(JsonNode body) throws Refused {
        String id = body.path("model").asString("").strip();
        Model model;
        try {
            model = id.isEmpty() ? models.preferred() : models.find(id);
        } catch (IllegalArgumentException unknown) {
            throw new Refused(400, "There is no model '" + shortened(id) + "'; GET /models lists them");
        }
        try {
            keyCheck.check(model);
        } catch (ModelException missingOrRefused) {
            throw new Refused(409, String.valueOf(missingOrRefused.getMessage()));
        }
        return model;
    }

    private String language(JsonNode body) throws Refused {
        String given = body.path("language").asString("").strip();
        if (given.isEmpty()) {
            return language;
        }
        if (!LANGUAGE.matcher(given).matches()) {
            throw new Refused(400, "'" + shortened(given) + "' is no language; en, de and pt-BR are some");
        }
        return given;
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
