package io.longwire.summarizer.model;

import java.util.List;

/** The models that may be chosen. Immutable; any thread. */
public final class Models {
    private static final Model DEMO = new Model("demo", "Demo", Provider.DEMO, 100_000, 1_000, 0, 0);

    public List<Model> all() {
        return List.of(DEMO);
    }

    /** Throws {@link IllegalArgumentException} when there is no such model. */
    public Model find(String id) {
        if (!id.equals(DEMO.id())) {
            throw new IllegalArgumentException("there is no model '" + id + "'");
        }
        return DEMO;
    }

    /** Whether its provider's key is there. */
    public boolean available(Model model) {
        return model.provider() == Provider.DEMO;
    }

    /** The variable that lacks; empty when nothing does. */
    public String missingKey(Model model) {
        return available(model) ? "" : model.provider().keyVariable();
    }

    /** The model for who names none. */
    public Model preferred() {
        return DEMO;
    }
}
