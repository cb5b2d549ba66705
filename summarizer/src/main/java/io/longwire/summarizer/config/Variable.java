package io.longwire.summarizer.config;

/** The variables of the environment that this application reads beside the server's: name, default and meaning of each. */
public enum Variable {
    GOOGLE_API_KEY(Kind.SECRET, "", "key of Google's models"),
    OPENAI_API_KEY(Kind.SECRET, "", "key of OpenAI's models"),
    ANTHROPIC_API_KEY(Kind.SECRET, "", "key of Anthropic's models"),
    GOOGLE_BASE_URL(Kind.URL, "", "where Google's models are asked; empty: Google's own address"),
    OPENAI_BASE_URL(Kind.URL, "", "where OpenAI's models are asked, or any that speak as they do"),
    ANTHROPIC_BASE_URL(Kind.URL, "", "where Anthropic's models are asked"),
    SUMMARIZER_MODELS(Kind.TEXT, "", "file that lists the models; empty: the built-in list"),
    SUMMARIZER_MODEL(Kind.TEXT, "", "model for who names none; empty: the first whose key is there"),
    SUMMARIZER_LANGUAGE(
            Kind.of("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language such as en, de or pt-BR"),
            "en",
            "language of summaries for who names none"),
    SUMMARIZER_DEMO(Kind.SWITCH, "false", "offers a model that needs no key and streams a canned text"),

    SUMMARIZER_ACCESS_CODE(Kind.SECRET, "", "code that lets people in; without it nobody can submit, but see below"),
    SUMMARIZER_OPEN(Kind.SWITCH, "false", "lets everybody submit who reaches the port, at your cost"),

    SUMMARIZER_DATA(Kind.TEXT, "data", "folder of the database"),
    SUMMARIZER_WORKERS(Kind.number(1, 64), "4", "videos worked on at once"),
    SUMMARIZER_QUEUE(Kind.number(1, 100_000), "1000", "videos that may wait"),
    SUMMARIZER_JOBS_PER_SESSION(Kind.number(1, 10_000), "20", "unfinished jobs of one session"),
    SUMMARIZER_PARTS_IN_PARALLEL(Kind.number(1, 32), "3", "parts of one long transcript that are summarised at once"),
    SUMMARIZER_TOKEN_INTERVAL(
            Kind.span("0s", "5s"), "50ms", "how long the words of a model are gathered for one event"),
    SUMMARIZER_RETRY_DELAY(
            Kind.span("0s", "1h"), "10s", "wait before a job is tried a second time; then twice as long"),

    SUMMARIZER_PROXY(Kind.URL, "", "http proxy by which videos and models are asked"),
    SUMMARIZER_VIDEO_BASE_URL(Kind.URL, "", "where videos are asked instead of YouTube, for tests");

    @SuppressWarnings("ImmutableEnumChecker") // its predicates keep nothing
    private final Kind kind;

    private final String standard;
    private final String doc;

    Variable(Kind kind, String standard, String doc) {
        this.kind = kind;
        this.standard = standard;
        this.doc = doc;
    }

    Kind kind() {
        return kind;
    }

    /** The default as text; empty for none. */
    public String standard() {
        return standard;
    }

    /** What it means, in one line. */
    public String doc() {
        return doc;
    }

    /** What values it may have, in a few words. */
    public String allowed() {
        return kind.allowed();
    }

    /** Whether its value may also stand in a file named by {@code <name>_FILE}, and is never shown. */
    public boolean isSecret() {
        return kind.equals(Kind.SECRET);
    }
}
