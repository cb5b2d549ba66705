package io.longwire.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The figures of a run, as a table to read and as JSON to keep. */
final class Report {
    private static final Pattern NUMBER = Pattern.compile("-?[\\d,.]+");

    private final String title;
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<List<String>> rows = new ArrayList<>();

    Report(String scenario, String target) {
        title = scenario + "  " + target;
        json.put("scenario", scenario);
        json.put("target", target);
    }

    /** A figure in a row of its own; its JSON name is made of label and unit. */
    void add(String label, Number value, String unit) {
        rows.add(List.of(label, format(value), unit));
        json.put(name(label, unit), value);
    }

    /** A row of the table, the first cell a label. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** A value of the JSON only. */
    void raw(String name, Object value) {
        json.put(name, value);
    }

    /** The usual percentiles of a time. */
    void latency(String label, Histogram micros) {
        add(label + " p50", micros.getValueAtPercentile(50) / 1e3, "ms");
        add(label + " p99", micros.getValueAtPercentile(99) / 1e3, "ms");
        add(label + " max", micros.getMaxValue() / 1e3, "ms");
    }

    /** Prints the table, and writes the JSON to the file if there is one. */
    void finish(@Nullable Path file) {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(table());
        if (file != null) {
            try {
                Files.writeString(file, json() + "\n");
            } catch (IOException e) {
                throw new BenchException("cannot write " + file, e);
            }
        }
    }

    String json() {
        return Json.text(json);
    }

    String table() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder(title).append('\n');
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                String padding = " ".repeat(widths[i] - cell.length());
                line.append("  ").append(NUMBER.matcher(cell).matches() ? padding + cell : cell + padding);
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    static String format(Number value) {
        if (value instanceof Double number) {
            double size = Math.abs(number);
            String form = size >= 100 ? "%,.0f" : size >= 10 ? "%,.1f" : size >= 1 ? "%,.2f" : "%,.3f";
            return String.format(Locale.ROOT, form, number);
        }
        return String.format(Locale.ROOT, "%,d", value.longValue());
    }

    private static String name(String label, String unit) {
        return (label + " " + unit)
                .replace('µ', 'u')
                .replace("/s", " per second")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    }
}
