package io.longwire.bench.compare;

import io.longwire.bench.report.Figure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One row of a comparison as a table of Markdown: a line for each peer. */
final class RowTable {
    private static final String NCHAN = "nchan";
    private static final String FLOOR = "floor";
    private static final String NOTHING = "–";

    private final Row row;
    private final Runs runs;
    private final List<Peer> peers;

    /** A line for each peer, in that order. */
    RowTable(Row row, Runs runs, List<Peer> peers) {
        this.row = row;
        this.runs = runs;
        this.peers = peers;
    }

    String text() {
        List<String> head = new ArrayList<>(List.of(""));
        List<Column> columns = row.columns();
        head.add(columns.get(0).head());
        head.add("min–max");
        head.add("× nchan");
        head.add("× floor");
        columns.subList(1, columns.size()).forEach(column -> head.add(column.head()));
        head.add("runs");
        head.add("faults");
        StringBuilder text = new StringBuilder(line(head)).append("|---").append("|--:".repeat(head.size() - 2));
        text.append("|---|\n");
        peers.forEach(peer -> text.append(line(cells(peer))));
        return text.toString();
    }

    private List<String> cells(Peer of) {
        String peer = of.name();
        List<Column> columns = row.columns();
        Column main = columns.get(0);
        Optional<Spread> spread = runs.spread(row, peer, main.figure());
        List<String> cells = new ArrayList<>(List.of(of.title()));
        cells.add(spread.map(values -> format(values.median())).orElse(NOTHING));
        cells.add(spread.map(values -> format(values.min()) + "–" + format(values.max()))
                .orElse(NOTHING));
        cells.add(ratio(peer, main, NCHAN));
        cells.add(ratio(peer, main, FLOOR));
        for (Column column : columns.subList(1, columns.size())) {
            cells.add(runs.spread(row, peer, column.figure())
                    .map(values -> format(values.median()))
                    .orElse(NOTHING));
        }
        cells.add(Integer.toString(runs.of(row, peer).size()));
        cells.add(faults(of));
        return cells;
    }

    private String ratio(String peer, Column column, String to) {
        Optional<Spread> own = runs.spread(row, peer, column.figure());
        Optional<Spread> other = runs.spread(row, to, column.figure());
        if (own.isEmpty() || other.isEmpty() || other.get().median() <= 0) {
            return NOTHING;
        }
        return String.format(
                Locale.ROOT, "%.3g", own.get().median() / other.get().median());
    }

    private static String format(double value) {
        return Figure.format(value);
    }

    private String faults(Peer peer) {
        List<Run> own = runs.of(row, peer.name());
        if (own.isEmpty()) {
            return peer.can(row) ? "not run" : "cannot: " + row.needs().orElseThrow();
        }
        Set<String> faults = new LinkedHashSet<>();
        own.forEach(run -> run.failures().forEach(failure -> faults.add("run " + run.repetition() + ": " + failure)));
        return faults.isEmpty()
                ? "none"
                : String.join("; ", faults).replace("|", "/").replace('\n', ' ');
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
