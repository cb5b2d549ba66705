package io.longwire.summarizer.model;

/** Who runs a model. */
public enum Provider {
    GOOGLE("Google", "GOOGLE_API_KEY"),
    OPENAI("OpenAI", "OPENAI_API_KEY"),
    ANTHROPIC("Anthropic", "ANTHROPIC_API_KEY"),
    /** In this process: a canned text, to see the application work without a key. */
    DEMO("Demo", "");

    private final String title;
    private final String keyVariable;

    Provider(String title, String keyVariable) {
        this.title = title;
        this.keyVariable = keyVariable;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** The variable that holds its key; empty when it needs none. */
    public String keyVariable() {
        return keyVariable;
    }
}
