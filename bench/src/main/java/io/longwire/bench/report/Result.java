package io.longwire.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.HdrHistogram.Histogram;

/**
 * What a run of a scenario found.
 *
 * @param settings with what it was run; numbers, texts, booleans
 * @param figures what was measured
 * @param tables what is better read in columns, not in the JSON
 * @param raw what is in the JSON only, such as lists
 * @param latencies times in microseconds, by label
 * @param failures the checks that failed, each in a sentence
 * @param notes what could not be measured, or should be known
 */
public record Result(
        String scenario,
        String subject,
        Map<String, Object> settings,
        List<Figure> figures,
        List<Table> tables,
        Map<String, Object> raw,
        Map<String, Histogram> latencies,
        List<String> failures,
        List<String> notes) {
    public boolean passed() {
        return failures.isEmpty();
    }

    /** The figure with the given {@link Figure#key()}. */
    public double value(String key) {
        return figures.stream()
                .filter(figure -> figure.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(scenario + " has no figure " + key))
                .value()
                .doubleValue();
    }

    public boolean has(String key) {
        return figures.stream().anyMatch(figure -> figure.key().equals(key));
    }

    /** The whole result but for its tables and histograms. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scenario", scenario);
        all.put("subject", subject);
        all.putAll(settings);
        figures.forEach(figure -> all.put(figure.key(), figure.value()));
        all.putAll(raw);
        all.put("failures", failures);
        all.put("notes", notes);
        return Json.text(all);
    }

    /** As people read it. */
    public String text() {
        StringBuilder text = new StringBuilder(scenario + "  " + subject + "\n");
        Table lines = new Table();
        figures.forEach(figure -> lines.row(figure.label(), Figure.format(figure.value()), figure.unit()));
        text.append(lines.text());
        tables.forEach(table -> text.append('\n').append(table.text()));
        notes.forEach(note -> text.append("  note: ").append(note).append('\n'));
        failures.forEach(failure -> text.append("  FAILED: ").append(failure).append('\n'));
        return text.toString();
    }
}
