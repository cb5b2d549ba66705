package io.longwire.config;

/** The sections under which settings are listed, in help, in the listing of values and on the page of settings. */
public enum Section {
    LISTEN("Where it listens"),
    ACCESS("Who may do what"),
    LIMITS("Limits"),
    LOG("The log and its readers"),
    TIME("Time"),
    COMPRESSION("Compression"),
    OUTPUT("The server's own log");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
