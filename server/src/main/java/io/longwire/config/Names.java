package io.longwire.config;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Under which names values can be given. */
final class Names {
    private static final String FILE = "_FILE";

    private Names() {}

    /** In order: of every setting its own, and where it is a secret the one of the file that holds it. */
    static Set<String> all() {
        var names = new TreeSet<String>();
        for (Setting setting : Setting.values()) {
            names.add(setting.name());
            if (setting.isSecret()) {
                names.add(ofFile(setting));
            }
        }
        return names;
    }

    static String ofFile(Setting setting) {
        return setting.name() + FILE;
    }

    /** {@code SSE_MAX_LAG} is {@code max-lag}. */
    static String kebab(String name) {
        String bare = name.startsWith("SSE_") ? name.substring(4) : name;
        return bare.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
