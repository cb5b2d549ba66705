package io.longwire.api;

import io.longwire.Hub;
import io.longwire.event.Event;
import io.longwire.http.Answer;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What has become of the lines of an NDJSON body. One thread. */
final class NdjsonOutcome {
    private final Hub hub;
    private long accepted;
    private int firstLine;
    private @Nullable String first;
    private int lastLine;
    private @Nullable String last;
    private int failedLine;
    private HttpResponseStatus status = HttpResponseStatus.OK;
    private String error = "";

    NdjsonOutcome(Hub hub) {
        this.hub = hub;
    }

    void accepted(int line, Event event, long id) {
        accepted++;
        if (first == null || line < firstLine) {
            first = PublishAnswer.shownId(hub, event, id);
            firstLine = line;
        }
        if (line > lastLine) {
            last = PublishAnswer.shownId(hub, event, id);
            lastLine = line;
        }
    }

    /** The first line that failed counts. */
    void failed(int line, HttpResponseStatus with, String why) {
        if (failedLine == 0 || line < failedLine) {
            failedLine = line;
            status = with;
            error = why;
        }
    }

    boolean hasFailed() {
        return failedLine > 0;
    }

    /** The outcome of a body with a failed line, for the log. */
    String summary() {
        return "accepted=" + accepted + " last=" + last + " line=" + failedLine + ": " + error;
    }

    /** To be given once no line is under way. */
    Answer answer() {
        if (!hasFailed()) {
            return Answer.json(HttpResponseStatus.OK, PublishAnswer.json(this::counts));
        }
        String problem = PublishAnswer.json(object -> {
            object.writeStringProperty("type", "about:blank");
            object.writeStringProperty("title", status.reasonPhrase());
            object.writeNumberProperty("status", status.code());
            object.writeStringProperty("detail", "line " + failedLine + ": " + error);
            object.writeNumberProperty("line", failedLine);
            object.writeStringProperty("error", error);
            counts(object);
        });
        return Answer.of(status, "application/problem+json", problem.getBytes(StandardCharsets.UTF_8));
    }

    private void counts(JsonGenerator object) {
        object.writeNumberProperty("accepted", accepted);
        text(object, "first", first);
        text(object, "last", last);
    }

    private static void text(JsonGenerator object, String name, @Nullable String value) {
        if (value == null) {
            object.writeNullProperty(name);
        } else {
            object.writeStringProperty(name, value);
        }
    }
}
