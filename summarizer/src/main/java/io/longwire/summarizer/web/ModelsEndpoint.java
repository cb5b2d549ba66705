package io.longwire.summarizer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longwire.embed.RouteAnswer;
import io.longwire.embed.RouteRequest;
import io.longwire.summarizer.json.Json;
import io.longwire.summarizer.model.Model;
import io.longwire.summarizer.model.Models;
import io.longwire.summarizer.model.Provider;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code GET /models}: what can be chosen, and which keys lack. For everybody: no key is shown. */
final class ModelsEndpoint {
    private final Models models;

    ModelsEndpoint(Models models) {
        this.models = models;
    }

    private record Item(
            String id,
            String name,
            String provider,
            boolean available,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String missingKey,

            double inputPrice,
            double outputPrice) {}

    private record Catalogue(
            @JsonProperty("default") String preferred, List<Item> models, List<String> missingKeys, boolean demo) {}

    RouteAnswer handle(RouteRequest request) {
        List<Item> items = models.all().stream().map(this::item).toList();
        boolean demo = models.all().stream().anyMatch(model -> model.provider() == Provider.DEMO);
        return RouteAnswer.json(
                200, Json.write(new Catalogue(models.preferred().id(), items, models.missingKeys(), demo)));
    }

    private Item item(Model model) {
        boolean available = models.available(model);
        return new Item(
                model.id(),
                model.name(),
                model.provider().name().toLowerCase(Locale.ROOT),
                available,
                available ? null : models.missingKey(model),
                model.inputPricePerMillion(),
                model.outputPricePerMillion());
    }
}
