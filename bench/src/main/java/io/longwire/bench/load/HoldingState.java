package io.longwire.bench.load;

import io.longwire.bench.report.BenchException;
import io.longwire.bench.report.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a process says of the streams it holds, in a line of JSON.
 *
 * @param failure why it could not do what it was told; else empty
 */
public record HoldingState(int open, int lost, String failure) {
    private static final JsonFactory JSON = new JsonFactory();

    public String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("open", open);
        fields.put("lost", lost);
        fields.put("failure", failure);
        return Json.text(fields);
    }

    static HoldingState parse(String line) {
        int open = 0;
        int lost = 0;
        String failure = "";
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "open" -> open = parser.getIntValue();
                    case "lost" -> lost = parser.getIntValue();
                    case "failure" -> failure = parser.getString();
                    default -> throw new BenchException("a process of the load answered: " + line);
                }
            }
        } catch (JacksonException e) {
            throw new BenchException("a process of the load answered: " + line, e);
        }
        return new HoldingState(open, lost, failure);
    }
}
