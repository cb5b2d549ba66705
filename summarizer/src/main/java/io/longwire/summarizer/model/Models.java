package io.longwire.summarizer.model;

import java.util.ArrayList;
import java.util.List;

/** The models that may be chosen. Immutable; any thread. */
public final class Models {
    static final Model DEMO = new Model("demo", "Demo (canned text)", Provider.DEMO, 100_000, 1_000, 0, 0);

    private final ModelSettings settings;
    private final List<Model> all;
    private final Model preferred;

    /** @throws IllegalArgumentException if the preferred model is none of them */
    public Models(ModelSettings settings) {
        this.settings = settings;
        List<Model> models = new ArrayList<>(settings.models());
        if (settings.demo()) {
            models.add(DEMO);
        }
        all = List.copyOf(models);
        preferred = settings.preferred() == null ? firstAvailable() : find(settings.preferred());
    }

    private Model firstAvailable() {
        return all.stream().filter(this::available).findFirst().orElse(all.get(0));
    }

    public List<Model> all() {
        return all;
    }

    /** @throws IllegalArgumentException when there is no such model, naming those there are */
    public Model find(String id) {
        for (Model model : all) {
            if (model.id().equals(id)) {
                return model;
            }
        }
        throw new IllegalArgumentException("there is no model '" + (id.length() > 100 ? id.substring(0, 100) + "…" : id)
                + "', only " + String.join(", ", all.stream().map(Model::id).toList()));
    }

    /** Whether its provider's key is there. */
    public boolean available(Model model) {
        return model.provider() == Provider.DEMO
                ? settings.demo()
                : !settings.keys().getOrDefault(model.provider(), "").isBlank();
    }

    /** The variable that lacks; empty when nothing does. */
    public String missingKey(Model model) {
        return available(model) ? "" : model.provider().keyVariable();
    }

    /** The variables that lack, of all models. */
    public List<String> missingKeys() {
        return all.stream()
                .map(this::missingKey)
                .filter(variable -> !variable.isEmpty())
                .distinct()
                .toList();
    }

    /** The model for who names none: the one that is set, or the first whose key is there, or the first of all. */
    public Model preferred() {
        return preferred;
    }
}
