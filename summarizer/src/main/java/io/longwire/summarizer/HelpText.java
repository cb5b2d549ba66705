package io.longwire.summarizer;

import io.longwire.summarizer.config.SummarizerSettings;
import io.longwire.summarizer.config.Variable;

/** What {@code --help} shows, in lines of at most 96 characters. */
final class HelpText {
    private static final int COLUMN = 32;
    private static final int WIDTH = 96;

    private HelpText() {}

    static String render() {
        var out = new StringBuilder("""
                Usage: longwire-summarizer [--help | --version | --print-config] [--port 5001] ...

                Summarises videos: a page at / on SSE_PORT (5001), with the server for event streams in the
                same process. The server's settings are its own, as flags too (docs/configuration.md). Those
                below are variables of the environment; keys and the code may also stand in a file that a
                variable with _FILE at its end names.

                Nobody can submit until SUMMARIZER_ACCESS_CODE or SUMMARIZER_OPEN is set, unless the server
                listens on loopback alone (--host 127.0.0.1).

                """);
        for (Variable variable : Variable.values()) {
            String standard = variable.standard().isEmpty() ? "" : " [" + variable.standard() + "]";
            entry(out, variable.name(), variable.doc() + " (" + variable.allowed() + ")" + standard);
        }
        return out.toString();
    }

    /** The values that count; no secret. */
    static String listing(SummarizerSettings settings) {
        var out = new StringBuilder("# Summarizer\n");
        for (Variable variable : Variable.values()) {
            String value = settings.text(variable);
            String shown = variable.isSecret() && !value.isEmpty() ? "(hidden)" : value;
            out.append(variable.name()).append('=').append(shown).append('\n');
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
