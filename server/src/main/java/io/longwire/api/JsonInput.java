package io.longwire.api;

import io.longwire.http.RequestException;
import io.longwire.http.StrictUtf8;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** How JSON of a request is read: as UTF-8 without exception, and told in one line where it is wrong. Any thread. */
public final class JsonInput {
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1 << 28)
                    .maxNumberLength(1 << 28)
                    .build())
            .build();

    private JsonInput() {}

    /** To be closed. Throws {@link RequestException} (400) when the bytes are not UTF-8. */
    public static JsonParser open(byte[] bytes, int from, int length) {
        String text = StrictUtf8.decode(bytes, from, length);
        if (text == null) {
            throw RequestException.bad("the JSON is not UTF-8");
        }
        return JSON.createParser(ObjectReadContext.empty(), text);
    }

    /** The parser stands at the last token of the value. Throws {@link RequestException} (400) when there is more. */
    public static void checkEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw RequestException.bad("something follows the JSON value");
        }
    }

    /** The answer (400) to what a parser has refused. */
    public static RequestException malformed(JacksonException cause) {
        @Nullable TokenStreamLocation at = cause.getLocation();
        String what = String.valueOf(cause.getOriginalMessage()).replaceAll("\\p{Cntrl}+", " ");
        String shown = what.length() > 200 ? what.substring(0, 200) + "…" : what;
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return RequestException.bad("not well-formed JSON" + where + ": " + shown);
    }
}
