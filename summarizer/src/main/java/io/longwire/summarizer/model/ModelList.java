package io.longwire.summarizer.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Models as a file lists them: {@code {"models": [{"id", "name", "provider", "context_tokens", "max_output_tokens",
 * "input_price", "output_price"}, …]}}, with {@code google}, {@code openai} or {@code anthropic} for a provider and US
 * dollars per million tokens for a price. All but {@code name} must be there, and nothing else may be.
 */
public final class ModelList {
    private static final Map<String, Provider> PROVIDERS =
            Map.of("google", Provider.GOOGLE, "openai", Provider.OPENAI, "anthropic", Provider.ANTHROPIC);
    private static final Set<String> FIELDS =
            Set.of("id", "name", "provider", "context_tokens", "max_output_tokens", "input_price", "output_price");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,99}");
    private static final int LEAST_CONTEXT = 4_000;

    private ModelList() {}

    /** Those that come with the application; their prices are estimates of the time of the release. */
    static List<Model> builtIn() {
        try (InputStream file = Objects.requireNonNull(ModelList.class.getResourceAsStream("models.json"))) {
            return read(new String(file.readAllBytes(), UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws IllegalArgumentException saying which entry is wrong, and what would be right */
    public static List<Model> read(String json) {
        JsonNode root;
        try {
            root = new JsonMapper().readTree(json);
        } catch (JacksonException noJson) {
            throw new IllegalArgumentException("no JSON: " + noJson.getOriginalMessage(), noJson);
        }
        JsonNode list = root.path("models");
        if (!list.isArray() || list.isEmpty()) {
            throw new IllegalArgumentException("no list \"models\" with at least one model");
        }
        List<Model> models = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : list) {
            Model model = model(entry, "model " + (models.size() + 1));
            if (!ids.add(model.id())) {
                throw new IllegalArgumentException("two models have the id '" + model.id() + "'");
            }
            models.add(model);
        }
        return models;
    }

    private static Model model(JsonNode entry, String which) {
        for (String field : entry.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(which + ": there is no field \"" + field + "\"");
            }
        }
        String id = text(entry, "id", which);
        if (!ID.matcher(id).matches() || id.equals(Models.DEMO.id())) {
            throw new IllegalArgumentException(which + ": \"id\" cannot be '" + id + "'");
        }
        Provider provider = PROVIDERS.get(text(entry, "provider", which).toLowerCase(Locale.ROOT));
        if (provider == null) {
            throw new IllegalArgumentException(which + ": \"provider\" is google, openai or anthropic");
        }
        return new Model(
                id,
                entry.has("name") ? text(entry, "name", which) : id,
                provider,
                (int) number(entry, "context_tokens", which, LEAST_CONTEXT, 100_000_000),
                (int) number(entry, "max_output_tokens", which, 256, 10_000_000),
                number(entry, "input_price", which, 0, 100_000),
                number(entry, "output_price", which, 0, 100_000));
    }

    private static String text(JsonNode entry, String field, String which) {
        JsonNode value = entry.path(field);
        if (!value.isString()
                || value.stringValue().isBlank()
                || value.stringValue().length() > 200) {
            throw new IllegalArgumentException(which + ": \"" + field + "\" must be a text");
        }
        return value.stringValue();
    }

    private static double number(JsonNode entry, String field, String which, double least, double most) {
        JsonNode value = entry.path(field);
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%s: \"%s\" must be a number from %.0f to %.0f", which, field, least, most));
        }
        return value.doubleValue();
    }
}
