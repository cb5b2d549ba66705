package io.longwire.api.admin;

import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON object as one table: {@code connections.active} is {@code 1}, {@code topics.0} an array's first element. */
final class FlatJson {
    private final TreeMap<String, String> values = new TreeMap<>();

    private FlatJson() {}

    static FlatJson of(String json) {
        var flat = new FlatJson();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            flat.read(parser, "");
        }
        return flat;
    }

    private void read(JsonParser parser, String path) {
        String dot = path.isEmpty() ? "" : path + ".";
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                read(parser, dot + name);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                read(parser, dot + i);
            }
        } else {
            values.put(path, parser.getString());
        }
    }

    String text(String path) {
        String value = values.get(path);
        if (value == null) {
            throw new AssertionError("no " + path + " in " + values);
        }
        return value;
    }

    double number(String path) {
        return Double.parseDouble(text(path));
    }
}
