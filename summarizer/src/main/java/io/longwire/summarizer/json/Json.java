package io.longwire.summarizer.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON as this application writes and reads it: records in {@code snake_case}, in the order of their fields. Any thread. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** A record, map or list as text. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Throws {@link JacksonException} for text that is no JSON. */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }
}
