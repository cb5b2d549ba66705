package io.longwire.api;

import io.longwire.http.Fields;
import io.longwire.http.RequestException;
import io.longwire.http.StrictUtf8;

/** {@code text/plain}: the body is the data of one event, the query has its other fields. */
final class TextBody implements PublishBody {
    private final Fields query;
    private final PublishLimits limits;

    TextBody(Fields query, PublishLimits limits) {
        this.query = query;
        this.limits = limits;
    }

    @Override
    public Batch read(byte[] body) {
        if (query.first("data") != null) {
            throw RequestException.bad("the data of a text/plain event is its body, not a field");
        }
        String data = StrictUtf8.decode(body);
        if (data == null) {
            throw RequestException.bad("the body is not UTF-8");
        }
        return Batch.single(limits.check(EventFields.event(query, data)));
    }
}
