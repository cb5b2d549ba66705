package io.longwire.api.admin;

import io.longwire.Hub;
import io.longwire.access.Authorizer;
import io.longwire.access.Grant;
import io.longwire.event.Selector;
import io.longwire.http.Answer;
import io.longwire.http.BodyConsumer;
import io.longwire.http.Exchange;
import io.longwire.http.RequestHandler;
import io.longwire.ops.Version;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code GET /ops/info}: what the operator's page must know beforehand: which server it is, and what whoever asks may read
 * and publish with the credentials that it shows. On the request's loop.
 */
final class OpsInfo implements RequestHandler {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Selector EVERYTHING = Selector.parse("**");

    private final Hub hub;
    private final Authorizer authorizer;

    OpsInfo(Hub hub, Authorizer authorizer) {
        this.hub = hub;
        this.authorizer = authorizer;
    }

    @Override
    public @Nullable BodyConsumer handle(Exchange exchange) {
        Grant read = authorizer.read(exchange.view());
        Grant publish = authorizer.publish(exchange.view());
        var text = new StringWriter(512);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("version", Version.text());
            out.writeStringProperty("log", hub.log().tag());
            out.writeStringProperty("newest_id", hub.render(hub.log().view().headId()));
            grant(out, "read", read, read.firstBeyond(List.of(EVERYTHING)) == null);
            grant(out, "publish", publish, !publish.topics().isEmpty());
            out.writeEndObject();
        }
        exchange.answer(Answer.json(HttpResponseStatus.OK, text.toString()));
        return null;
    }

    private static void grant(JsonGenerator out, String name, Grant grant, boolean open) {
        out.writeObjectPropertyStart(name);
        out.writeStringProperty("access", open ? "open" : grant.beyond().needsKey() ? "key" : "closed");
        if (!open) {
            out.writeStringProperty("detail", grant.beyond().detail());
        }
        out.writeArrayPropertyStart("topics");
        grant.topics().forEach(selector -> out.writeString(selector.toString()));
        out.writeEndArray();
        out.writeEndObject();
    }
}
