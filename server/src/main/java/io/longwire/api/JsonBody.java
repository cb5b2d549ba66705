package io.longwire.api;

import io.longwire.event.Event;
import io.longwire.http.RequestException;
import io.longwire.http.StrictUtf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** {@code application/json}: an object is one event, an array of objects is a batch. */
final class JsonBody implements PublishBody {
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1 << 28)
                    .maxNumberLength(1 << 28)
                    .build())
            .build();

    private final PublishLimits limits;

    JsonBody(PublishLimits limits) {
        this.limits = limits;
    }

    @Override
    public Batch read(byte[] body) {
        try (JsonParser parser = open(body, 0, body.length)) {
            Batch batch;
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                batch = new Batch(readArray(parser), true);
            } else {
                batch = Batch.single(readEvent(parser));
            }
            checkEnd(parser);
            return batch;
        } catch (JacksonException malformed) {
            throw malformed(malformed);
        }
    }

    /** One object and nothing else: a line of NDJSON. Throws {@link RequestException} saying what is wrong. */
    Event readLine(byte[] bytes, int from, int length) {
        try (JsonParser parser = open(bytes, from, length)) {
            parser.nextToken();
            Event event = readEvent(parser);
            checkEnd(parser);
            return event;
        } catch (JacksonException malformed) {
            throw malformed(malformed);
        }
    }

    private static JsonParser open(byte[] bytes, int from, int length) {
        String text = StrictUtf8.decode(bytes, from, length);
        if (text == null) {
            throw RequestException.bad("the JSON is not UTF-8");
        }
        return JSON.createParser(ObjectReadContext.empty(), text);
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

    private static void checkEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw RequestException.bad("something follows the JSON value");
        }
    }

    private static RequestException malformed(JacksonException cause) {
        @Nullable TokenStreamLocation at = cause.getLocation();
        String what = String.valueOf(cause.getOriginalMessage()).replaceAll("\\p{Cntrl}+", " ");
        String shown = what.length() > 200 ? what.substring(0, 200) + "…" : what;
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return RequestException.bad("not well-formed JSON" + where + ": " + shown);
    }
}
