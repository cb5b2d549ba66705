package io.longwire.summarizer.store;

import io.longwire.summarizer.model.Usage;
import io.longwire.summarizer.store.JobRow.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs, as they survive the process. Blocks on the database; any thread. */
public final class JobStore {
    private static final String SELECT =
            "SELECT j.*, s.input_tokens, s.output_tokens, s.cost FROM jobs j LEFT JOIN summaries s ON s.id = j.summary ";
    private static final String UNFINISHED = "status IN ('PENDING', 'IN_PROGRESS', 'RETRY')";

    private final Database database;
    private final InstantSource clock;

    public JobStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps new jobs: all or none. */
    public void add(List<JobRow> jobs) {
        database.transaction(c -> {
            for (JobRow job : jobs) {
                new Sql(
                                "INSERT INTO jobs (id, session, parent, kind, target, model, language, status, stage, progress,"
                                        + " total, attempts, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                                job.id(),
                                job.session(),
                                job.parent(),
                                job.playlist() ? "playlist" : "video",
                                job.source(),
                                job.model(),
                                job.language(),
                                job.status().name(),
                                job.stage().name(),
                                job.progress(),
                                job.total(),
                                job.attempts(),
                                job.createdAt().toEpochMilli(),
                                job.updatedAt().toEpochMilli())
                        .update(c);
            }
            return true;
        });
    }

    /** A job that waits to be begun. */
    public JobRow fresh(
            String id,
            String session,
            @Nullable String parent,
            boolean playlist,
            String source,
            String model,
            String language) {
        Instant now = clock.instant();
        return new JobRow(
                id,
                session,
                parent,
                playlist,
                source,
                model,
                language,
                Status.PENDING,
                Stage.QUEUED,
                0,
                0,
                null,
                null,
                0,
                null,
                null,
                null,
                now,
                now);
    }

    /** Of that id. */
    public Optional<JobRow> find(String id) {
        return database.call(c -> new Sql(SELECT + "WHERE j.id = ?", id).first(c, JobStore::read));
    }

    /** A session's jobs, the newest first. */
    public List<JobRow> ofSession(String session, int atMost) {
        return database.call(c -> new Sql(
                        SELECT + "WHERE j.session = ? ORDER BY j.created_at DESC, j.rowid DESC LIMIT ?",
                        session,
                        atMost)
                .all(c, JobStore::read));
    }

    /** The videos of a playlist's job, in order. */
    public List<JobRow> children(String parent) {
        return database.call(
                c -> new Sql(SELECT + "WHERE j.parent = ? ORDER BY j.rowid", parent).all(c, JobStore::read));
    }

    /** How many of a session's jobs, those that belong to a playlist aside, are not finished. */
    public int unfinished(String session) {
        return database.call(c -> new Sql(
                        "SELECT count(*) FROM jobs WHERE session = ? AND parent IS NULL AND " + UNFINISHED, session)
                .first(c, row -> row.getInt(1))
                .orElse(0));
    }

    /** All that are not finished, the oldest first. */
    public List<JobRow> unfinished() {
        return database.call(c ->
                new Sql(SELECT + "WHERE " + UNFINISHED + " ORDER BY j.created_at, j.rowid").all(c, JobStore::read));
    }

    /** Of all jobs: whose each is. */
    public Map<String, String> sessions() {
        return database.call(c -> {
            var sessions = new HashMap<String, String>();
            new Sql("SELECT id, session FROM jobs").all(c, row -> sessions.put(row.getString(1), row.getString(2)));
            return sessions;
        });
    }

    /** A step on the way; false when the job is finished already, and stays as it is. */
    public boolean step(String id, Status status, Stage stage, int progress, int total) {
        return change(
                id, "status = ?, stage = ?, progress = ?, total = ?", status.name(), stage.name(), progress, total);
    }

    /** Begins an attempt; false when the job is finished already. */
    public boolean begin(String id) {
        return change(
                id, "status = 'IN_PROGRESS', stage = 'TRANSCRIPT', progress = 0, total = 0, attempts = attempts + 1");
    }

    /** What the video or playlist is called. */
    public void name(String id, String title, @Nullable String channel) {
        change(id, "title = ?, channel = ?", title, channel);
    }

    /** Ends a job with a summary; false when it is finished already. */
    public boolean complete(String id, @Nullable String summary, int progress, int total) {
        return change(
                id,
                "status = 'COMPLETED', stage = 'DONE', summary = ?, progress = ?, total = ?",
                summary,
                progress,
                total);
    }

    /** Ends a job without one, as failed or cancelled; false when it is finished already. */
    public boolean fail(String id, Status how, Failure failure) {
        return change(id, "status = ?, reason = ?, message = ?", how.name(), failure.reason(), failure.message());
    }

    private boolean change(String id, String assignments, @Nullable Object... values) {
        var all = new Object[values.length + 2];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = clock.millis();
        all[values.length + 1] = id;
        return database.call(
                c -> new Sql("UPDATE jobs SET " + assignments + ", updated_at = ? WHERE id = ? AND " + UNFINISHED, all)
                                .update(c)
                        > 0);
    }

    /** Forgets jobs that were finished so long ago. */
    public void forgetOlderThan(Duration age) {
        database.call(c -> new Sql(
                        "DELETE FROM jobs WHERE updated_at < ? AND NOT " + UNFINISHED, clock.millis() - age.toMillis())
                .update(c));
    }

    private static JobRow read(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        String summary = row.getString("summary");
        return new JobRow(
                row.getString("id"),
                row.getString("session"),
                row.getString("parent"),
                row.getString("kind").equals("playlist"),
                row.getString("target"),
                row.getString("model"),
                row.getString("language"),
                Status.valueOf(row.getString("status")),
                Stage.valueOf(row.getString("stage")),
                row.getInt("progress"),
                row.getInt("total"),
                row.getString("title"),
                row.getString("channel"),
                row.getInt("attempts"),
                reason == null ? null : new Failure(reason, String.valueOf(row.getString("message"))),
                summary,
                summary == null
                        ? null
                        : new Usage(row.getLong("input_tokens"), row.getLong("output_tokens"), row.getDouble("cost")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
