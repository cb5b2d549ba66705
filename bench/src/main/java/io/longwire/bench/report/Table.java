package io.longwire.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rows of cells to read; numbers are aligned to the right. */
public record Table(List<List<String>> rows) {
    private static final Pattern NUMBER = Pattern.compile("-?[\\d,.]+");

    public Table() {
        this(new ArrayList<>());
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** A label and numbers as people read them; NaN is an empty cell. */
    public void row(String label, Number... values) {
        List<String> cells = new ArrayList<>(List.of(label));
        Stream<Number> numbers = Arrays.stream(values);
        numbers.map(value -> Double.isNaN(value.doubleValue()) ? "" : Figure.format(value))
                .forEach(cells::add);
        rows.add(Collections.unmodifiableList(cells));
    }

    /** One line for each row, ended by a line feed. */
    public String text() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                String padding = " ".repeat(widths[i] - cell.length());
                line.append("  ").append(NUMBER.matcher(cell).matches() ? padding + cell : cell + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
