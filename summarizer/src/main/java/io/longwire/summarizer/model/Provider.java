package io.longwire.summarizer.model;

/** Who runs a model. */
public enum Provider {
    GOOGLE("GOOGLE_API_KEY"),
    OPENAI("OPENAI_API_KEY"),
    ANTHROPIC("ANTHROPIC_API_KEY"),
    /** In this process: a canned text, to see the application work without a key. */
    DEMO("");

    private final String keyVariable;

    Provider(String keyVariable) {
        this.keyVariable = keyVariable;
    }

    /** The variable that holds its key; empty when it needs none. */
    public String keyVariable() {
        return keyVariable;
    }
}
