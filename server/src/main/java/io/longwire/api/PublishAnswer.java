package io.longwire.api;

import io.longwire.Hub;
import io.longwire.event.Event;
import io.longwire.http.Answer;
import io.longwire.log.AppendException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** How the outcome of a publish is said over HTTP. Stateless; any thread. */
public final class PublishAnswer {
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private PublishAnswer() {}

    /** The id that streams see: the publisher's own where it gave one. */
    static String shownId(Hub hub, Event event, long id) {
        return hub.shownId(event, id);
    }

    static Answer accepted(Hub hub, PublishBody.Batch batch, long[] ids) {
        if (!batch.isArray() && batch.events().get(0).id() == null) {
            return Answer.json(HttpResponseStatus.OK, "{\"id\":\"" + hub.render(ids[0]) + "\"}"); // by far the most
        }
        return Answer.json(HttpResponseStatus.OK, json(object -> {
            if (batch.isArray()) {
                object.writeArrayPropertyStart("ids");
                for (int i = 0; i < ids.length; i++) {
                    object.writeString(shownId(hub, batch.events().get(i), ids[i]));
                }
                object.writeEndArray();
            } else {
                object.writeStringProperty("id", shownId(hub, batch.events().get(0), ids[0]));
            }
        }));
    }

    /** What the log's refusal is over HTTP. */
    public static HttpResponseStatus statusOf(AppendException refused) {
        return switch (refused.reason()) {
            case TOPIC_ENDED -> HttpResponseStatus.CONFLICT;
            case KEY_REUSED -> HttpResponseStatus.UNPROCESSABLE_ENTITY;
            case TOO_LARGE -> HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
            case OVERLOADED, TOO_MANY_TOPICS, CLOSED -> HttpResponseStatus.SERVICE_UNAVAILABLE;
        };
    }

    static Answer refused(AppendException refused) {
        HttpResponseStatus status = statusOf(refused);
        Answer answer = Answer.problem(status, String.valueOf(refused.getMessage()));
        return status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE) ? answer.with("Retry-After", "1") : answer;
    }

    /** A JSON object as text. */
    static String json(Consumer<JsonGenerator> fields) {
        var text = new StringWriter(96);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            fields.accept(generator);
            generator.writeEndObject();
        }
        return text.toString();
    }
}
