package io.longwire.summarizer;

import io.longwire.summarizer.access.Access;
import io.longwire.summarizer.config.SummarizerSettings;
import io.longwire.summarizer.config.Variable;
import java.util.List;
import org.slf4j.Logger;

/** What the log says at start of who may submit, and of what lacks. */
final class StartReport {
    private static final List<Variable> KEYS =
            List.of(Variable.GOOGLE_API_KEY, Variable.OPENAI_API_KEY, Variable.ANTHROPIC_API_KEY);
    private static final int SHORT_CODE = 8;

    private StartReport() {}

    static void write(SummarizerSettings settings, Logger logger) {
        if (settings.isOn(Variable.SUMMARIZER_OPEN)) {
            logger.warn("summarizer is open: everybody who reaches the port can spend your keys (SUMMARIZER_OPEN)");
        } else if (!settings.isSet(Variable.SUMMARIZER_ACCESS_CODE)) {
            logger.warn(
                    "summarizer takes jobs of this machine alone, and of nobody through a proxy, until one sets {}",
                    Access.OPENS_WITH);
        } else if (settings.text(Variable.SUMMARIZER_ACCESS_CODE).length() < SHORT_CODE) {
            logger.warn("SUMMARIZER_ACCESS_CODE is short: it can be guessed, in spite of the lock-out");
        }
        List<String> missing = KEYS.stream()
                .filter(key -> !settings.isSet(key))
                .map(Variable::name)
                .toList();
        if (!missing.isEmpty()) {
            logger.info("summarizer lacks keys: {}", String.join(", ", missing));
        }
        if (missing.size() == KEYS.size() && !settings.isOn(Variable.SUMMARIZER_DEMO)) {
            logger.warn("summarizer has no key at all: set one of these, or SUMMARIZER_DEMO=true to see it work");
        }
    }
}
