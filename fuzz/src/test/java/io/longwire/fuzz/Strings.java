package io.longwire.fuzz;

/** Reads just enough of JSON to count. */
final class Strings {
    private Strings() {}

    /** Strings from the start of {@code text} to the first {@code ]} outside of them. */
    static int inArray(String text) {
        int strings = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inside && c == '\\') {
                i++;
            } else if (c == '"') {
                inside = !inside;
                strings += inside ? 1 : 0;
            } else if (!inside && c == ']') {
                break;
            }
        }
        return strings;
    }
}
