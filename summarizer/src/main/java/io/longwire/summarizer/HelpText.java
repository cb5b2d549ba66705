package io.longwire.summarizer;

import io.longwire.summarizer.config.Variable;

/** What {@code --help} shows, in lines of at most 96 characters. */
final class HelpText {
    private static final int COLUMN = 32;
    private static final int WIDTH = 96;

    private HelpText() {}

    static String render() {
        var out = new StringBuilder("""
                Usage: longwire-summarizer [--help | --version]

                Summarises videos: a page at / on SSE_PORT (5001), with the server for event streams in the
                same process. All settings are variables of the environment: those below, and the server's
                own, SSE_PORT and others (longwire --help lists them). Keys and the code may also stand in a
                file that a variable with _FILE at its end names.

                Nobody can submit until SUMMARIZER_ACCESS_CODE or SUMMARIZER_OPEN is set, unless the server
                listens on loopback alone (SSE_HOST=127.0.0.1).

                """);
        for (Variable variable : Variable.values()) {
            String standard = variable.standard().isEmpty() ? "" : " [" + variable.standard() + "]";
            entry(out, variable.name(), variable.doc() + " (" + variable.allowed() + ")" + standard);
        }
        return out.toString();
    }

    private static void entry(StringBuilder out, String name, String text) {
        out.append("  ").append(name);
        int at = name.length() + 2;
        if (at >= COLUMN) {
            at = WIDTH;
        } else {
            out.append(" ".repeat(COLUMN - at));
            at = COLUMN;
        }
        for (String word : text.split(" ", -1)) {
            if (at + 1 + word.length() > WIDTH) {
                out.append('\n').append(" ".repeat(COLUMN));
                at = COLUMN;
            } else if (at > COLUMN) {
                out.append(' ');
                at++;
            }
            out.append(word);
            at += word.length();
        }
        out.append('\n');
    }
}
