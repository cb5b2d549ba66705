package io.longwire.summarizer.store;

import io.longwire.summarizer.model.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Summaries, at most one of each video, model and language. Blocks on the database; any thread. */
public final class SummaryStore {
    private static final String ORDER = " ORDER BY created_at DESC, rowid DESC LIMIT ? OFFSET ?";

    private final Database database;

    public SummaryStore(Database database) {
        this.database = database;
    }

    /**
     * Some of the summaries that match.
     *
     * @param total how many match in all
     */
    public record Page(List<SummaryRow> summaries, int total) {}

    /** Keeps a summary, in place of an older one of the same video, model and language; returns the id that it has now. */
    public String put(SummaryRow summary) {
        return database.transaction(c -> {
            new Sql(
                            "INSERT INTO summaries (id, video, model, language, title, channel, markdown, input_tokens,"
                                    + " output_tokens, cost, created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
                                    + " ON CONFLICT (video, model, language) DO UPDATE SET title = excluded.title,"
                                    + " channel = excluded.channel, markdown = excluded.markdown,"
                                    + " input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,"
                                    + " cost = excluded.cost, created_at = excluded.created_at",
                            summary.id(),
                            summary.video(),
                            summary.model(),
                            summary.language(),
                            summary.title(),
                            summary.channel(),
                            summary.markdown(),
                            summary.usage().inputTokens(),
                            summary.usage().outputTokens(),
                            summary.usage().estimatedCost(),
                            summary.createdAt().toEpochMilli())
                    .update(c);
            return new Sql(
                            "SELECT id FROM summaries WHERE video = ? AND model = ? AND language = ?",
                            summary.video(),
                            summary.model(),
                            summary.language())
                    .first(c, row -> row.getString(1))
                    .orElse(summary.id());
        });
    }

    /** Of that id. */
    public Optional<SummaryRow> find(String id) {
        return database.call(c -> new Sql("SELECT * FROM summaries WHERE id = ?", id).first(c, SummaryStore::read));
    }

    /** The one of that video, model and language. */
    public Optional<SummaryRow> find(String video, String model, String language) {
        return database.call(c -> new Sql(
                        "SELECT * FROM summaries WHERE video = ? AND model = ? AND language = ?",
                        video,
                        model,
                        language)
                .first(c, SummaryStore::read));
    }

    /** Those that have every word of {@code query} somewhere, the newest first. */
    public Page search(String query, int offset, int count) {
        var where = new StringBuilder();
        var values = new ArrayList<Object>();
        for (String word : query.strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                String pattern = "%" + word.replaceAll("[\\\\%_]", "\\\\$0") + "%";
                where.append(where.isEmpty() ? " WHERE " : " AND ")
                        .append(
                                "(title || char(10) || channel || char(10) || video || char(10) || markdown LIKE ? ESCAPE '\\')");
                values.add(pattern);
            }
        }
        Object[] words = values.toArray();
        values.add(count);
        values.add(offset);
        return database.call(c -> {
            int total = new Sql("SELECT count(*) FROM summaries" + where, words)
                    .first(c, row -> row.getInt(1))
                    .orElse(0);
            List<SummaryRow> found =
                    new Sql("SELECT * FROM summaries" + where + ORDER, values.toArray()).all(c, SummaryStore::read);
            return new Page(found, total);
        });
    }

    /** Whether there was one. */
    public boolean delete(String id) {
        return database.call(c -> new Sql("DELETE FROM summaries WHERE id = ?", id).update(c) > 0);
    }

    private static SummaryRow read(ResultSet row) throws SQLException {
        return new SummaryRow(
                row.getString("id"),
                row.getString("video"),
                row.getString("model"),
                row.getString("language"),
                row.getString("title"),
                row.getString("channel"),
                row.getString("markdown"),
                new Usage(row.getLong("input_tokens"), row.getLong("output_tokens"), row.getDouble("cost")),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
