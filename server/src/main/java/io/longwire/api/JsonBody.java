package io.longwire.api;

import io.longwire.event.Event;
import io.longwire.http.RequestException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** {@code application/json}: an object is one event, an array of objects is a batch. */
final class JsonBody implements PublishBody {
    private final PublishLimits limits;

    JsonBody(PublishLimits limits) {
        this.limits = limits;
    }

    @Override
    public Batch read(byte[] body) {
        try (JsonParser parser = JsonInput.open(body, 0, body.length)) {
            Batch batch;
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                batch = new Batch(readArray(parser), true);
            } else {
                batch = Batch.single(readEvent(parser));
            }
            JsonInput.checkEnd(parser);
            return batch;
        } catch (JacksonException malformed) {
            throw JsonInput.malformed(malformed);
        }
    }

    /** One object and nothing else: a line of NDJSON. Throws {@link RequestException} saying what is wrong. */
    Event readLine(byte[] bytes, int from, int length) {
        try (JsonParser parser = JsonInput.open(bytes, from, length)) {
            parser.nextToken();
            Event event = readEvent(parser);
            JsonInput.checkEnd(parser);
            return event;
        } catch (JacksonException malformed) {
            throw JsonInput.malformed(malformed);
        }
    }

    private List<Event> readArray(JsonParser parser) {
        var events = new ArrayList<Event>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (events.size() == limits.batchEvents()) {
                throw limits.tooManyEvents();
            }
            try {
                events.add(readEvent(parser));
            } catch (RequestException wrong) {
                throw new RequestException(wrong.status(), "event " + (events.size() + 1) + ": " + wrong.detail());
            }
        }
        if (events.isEmpty()) {
            throw RequestException.bad("the array is empty");
        }
        return events;
    }

    private Event readEvent(JsonParser parser) {
        return limits.check(JsonEvent.read(parser));
    }
}
