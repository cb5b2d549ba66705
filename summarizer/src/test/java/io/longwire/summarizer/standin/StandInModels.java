package io.longwire.summarizer.standin;

import io.longwire.summarizer.model.Model;
import io.longwire.summarizer.model.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model of each behaviour at each provider: {@code stand-in-openai-normal}, {@code stand-in-google-slow} … */
public final class StandInModels {
    private StandInModels() {}

    public static Model of(Provider provider, Behaviour behaviour) {
        String id = "stand-in-" + provider.name().toLowerCase(Locale.ROOT) + "-" + behaviour.suffix();
        return new Model(id, provider.title() + " " + behaviour.suffix(), provider, 100_000, 8_000, 1.0, 10.0);
    }

    public static List<Model> all() {
        List<Model> models = new ArrayList<>();
        for (Behaviour behaviour : Behaviour.values()) {
            for (Provider provider : List.of(Provider.OPENAI, Provider.ANTHROPIC, Provider.GOOGLE)) {
                models.add(of(provider, behaviour));
            }
        }
        return models;
    }

    /** As a file for {@code SUMMARIZER_MODELS}. */
    public static String file() {
        List<Object> entries = new ArrayList<>();
        for (Model model : all()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", model.id());
            entry.put("name", model.name());
            entry.put("provider", model.provider().name().toLowerCase(Locale.ROOT));
            entry.put("context_tokens", model.contextTokens());
            entry.put("max_output_tokens", model.maxOutputTokens());
            entry.put("input_price", model.inputPricePerMillion());
            entry.put("output_price", model.outputPricePerMillion());
            entries.add(entry);
        }
        return LoopbackServer.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("models", entries));
    }
}
