package io.longwire.api;

import io.longwire.http.RequestException;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** JSON values of a request as text. Stateless; any thread. */
public final class JsonText {
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private JsonText() {}

    /**
     * The data that a value stands for: a string is sent as it is, anything else as compact JSON. The parser stands at the
     * value's first token, and afterwards at its last.
     */
    static String of(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : compact(parser);
    }

    /** The value as compact JSON. The parser stands at its first token, and afterwards at its last. */
    public static String compact(JsonParser parser) {
        var text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            int depth = 0;
            while (true) {
                depth += copy(parser, generator);
                if (depth == 0) {
                    break;
                }
                parser.nextToken();
            }
        }
        return text.toString();
    }

    /** Copies one token; numbers digit by digit, so that none is lost. Returns how much deeper it leads. */
    private static int copy(JsonParser parser, JsonGenerator generator) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw RequestException.bad("the JSON ends too early");
        }
        switch (token) {
            case START_OBJECT -> {
                generator.writeStartObject();
                return 1;
            }
            case START_ARRAY -> {
                generator.writeStartArray();
                return 1;
            }
            case END_OBJECT -> {
                generator.writeEndObject();
                return -1;
            }
            case END_ARRAY -> {
                generator.writeEndArray();
                return -1;
            }
            case PROPERTY_NAME -> generator.writeName(parser.currentName());
            case VALUE_STRING ->
                generator.writeString(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(parser.getString());
            case VALUE_TRUE -> generator.writeBoolean(true);
            case VALUE_FALSE -> generator.writeBoolean(false);
            default -> generator.writeNull();
        }
        return 0;
    }
}
