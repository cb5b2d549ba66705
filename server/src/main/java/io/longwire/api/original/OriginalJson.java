package io.longwire.api.original;

import io.longwire.access.Refusal;
import io.longwire.http.Answer;
import io.longwire.http.RequestException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON in the shapes of the original application; its errors are {@code {"error": …}}. Stateless; any thread. */
final class OriginalJson {
    private static final JsonFactory JSON = new JsonFactory();

    private OriginalJson() {}

    /** A JSON object as text. */
    static String object(Consumer<JsonGenerator> fields) {
        var text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            fields.accept(generator);
            generator.writeEndObject();
        }
        return text.toString();
    }

    static Answer error(HttpResponseStatus status, String error) {
        return Answer.json(status, object(out -> out.writeStringProperty("error", error)));
    }

    static Answer error(RequestException wrong) {
        return error(wrong.status(), wrong.detail());
    }

    static Answer error(Refusal refusal) {
        return refusal.needsKey()
                ? error(HttpResponseStatus.UNAUTHORIZED, refusal.detail())
                        .with("WWW-Authenticate", "Bearer realm=\"longwire\"")
                : error(HttpResponseStatus.FORBIDDEN, refusal.detail());
    }
}
