package io.longwire.api.admin;

import io.longwire.Hub;
import io.longwire.api.CursorText;
import io.longwire.event.Selector;
import io.longwire.log.TopicIndex;
import io.longwire.log.TopicRecord;
import io.longwire.stream.StreamCursor;
import io.longwire.stream.StreamInfo;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The status as JSON. For one answer; no event loop, since all topics are looked at. */
final class StatusJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final Hub hub;
    private final StatusRequest request;
    private final StringWriter text = new StringWriter(4096);

    StatusJson(Hub hub, StatusRequest request) {
        this.hub = hub;
        this.request = request;
    }

    /** @param next where the listing of connections goes on; null at its end */
    String render(List<StreamInfo> streams, @Nullable StreamCursor next) {
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            if (request.wantsConnections()) {
                connections(out, streams, next);
            }
            if (request.wantsTopics()) {
                topics(out);
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    private void connections(JsonGenerator out, List<StreamInfo> streams, @Nullable StreamCursor next) {
        out.writeObjectPropertyStart("connections");
        out.writeNumberProperty("total", hub.openStreams());
        out.writeArrayPropertyStart("items");
        for (StreamInfo stream : streams) {
            connection(out, stream);
        }
        out.writeEndArray();
        text(out, "next", next == null ? null : CursorText.render(next));
        out.writeEndObject();
    }

    private void connection(JsonGenerator out, StreamInfo stream) {
        out.writeStartObject();
        out.writeStringProperty("connection_id", hub.connectionIds().render(stream.number()));
        out.writeStringProperty("address", stream.address());
        out.writeStringProperty("opened", time(stream.openedMillis()));
        out.writeStringProperty("last_activity", time(stream.lastActivityMillis()));
        out.writeArrayPropertyStart("topics");
        stream.selection().topics().stream().sorted().forEach(out::writeString);
        stream.selection().patterns().stream().map(Selector::toString).sorted().forEach(out::writeString);
        out.writeEndArray();
        if (stream.selection().hasTypeFilter()) {
            out.writeArrayPropertyStart("types");
            stream.selection().types().stream().sorted().forEach(out::writeString);
            out.writeEndArray();
        } else {
            out.writeNullProperty("types");
        }
        out.writeStringProperty("heartbeat", stream.heartbeat().name().toLowerCase(Locale.ROOT));
        out.writeStringProperty("last_event_id", hub.render(stream.position()));
        out.writeNumberProperty("bytes_behind", stream.bytesBehind());
        out.writeNumberProperty("events", stream.events());
        out.writeNumberProperty("bytes", stream.bytes());
        out.writeEndObject();
    }

    private void topics(JsonGenerator out) {
        TopicIndex topics = hub.log().topics();
        String after = request.cursor() == null ? "" : request.cursor();
        List<TopicRecord> page = topics.page(after, request.contains(), request.limit());
        out.writeObjectPropertyStart("topics");
        out.writeNumberProperty("total", topics.size());
        out.writeArrayPropertyStart("items");
        for (TopicRecord topic : page) {
            topic(out, topic);
        }
        out.writeEndArray();
        boolean mayGoOn = page.size() == request.limit();
        text(out, "next", mayGoOn ? page.get(page.size() - 1).name() : null);
        out.writeEndObject();
    }

    private void topic(JsonGenerator out, TopicRecord topic) {
        out.writeStartObject();
        out.writeStringProperty("topic", topic.name());
        out.writeNumberProperty("events", topic.held());
        out.writeStringProperty("newest_id", hub.render(topic.tail()));
        text(out, "lost_through_id", topic.hasLost() ? hub.render(topic.watermark()) : null);
        out.writeBooleanProperty("ended", topic.endId() != 0);
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String name, @Nullable String value) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
