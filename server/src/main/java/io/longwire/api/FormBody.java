package io.longwire.api;

import io.longwire.http.Fields;
import java.nio.charset.StandardCharsets;

/**
 * {@code application/x-www-form-urlencoded}: one event, what {@code curl -d topic=demo -d data=hello} sends. Fields of
 * the query count as fields of the form.
 */
final class FormBody implements PublishBody {
    private final String query;
    private final PublishLimits limits;

    FormBody(String query, PublishLimits limits) {
        this.query = query;
        this.limits = limits;
    }

    @Override
    public Batch read(byte[] body) {
        Fields fields = Fields.parse(query + "&" + new String(body, StandardCharsets.ISO_8859_1));
        return Batch.single(limits.check(EventFields.event(fields, fields.only("data"))));
    }
}
