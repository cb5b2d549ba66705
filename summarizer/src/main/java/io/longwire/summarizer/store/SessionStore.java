package io.longwire.summarizer.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What sessions need that survives the process. Blocks on the database; any thread. */
public final class SessionStore {
    private static final String SECRET = "session_secret";
    private static final int SECRET_BYTES = 32;

    private final Database database;

    public SessionStore(Database database) {
        this.database = database;
    }

    /** What cookies are signed with; made once. */
    public byte[] secret() {
        String secret = database.transaction(c -> {
            Optional<String> known =
                    new Sql("SELECT value FROM properties WHERE name = ?", SECRET).first(c, row -> row.getString(1));
            if (known.isPresent()) {
                return known.get();
            }
            var bytes = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(bytes);
            String made = HexFormat.of().formatHex(bytes);
            new Sql("INSERT INTO properties (name, value) VALUES (?, ?)", SECRET, made).update(c);
            return made;
        });
        return HexFormat.of().parseHex(secret);
    }

    /** A session whose cookie counts no more; kept until the cookie would have expired. */
    public void end(String session, Instant expires) {
        database.call(c -> new Sql(
                        "INSERT OR IGNORE INTO ended_sessions (id, expires) VALUES (?, ?)",
                        session,
                        expires.toEpochMilli())
                .update(c));
    }

    /** The sessions that were ended and have not expired; forgets the others. */
    public List<String> ended(Instant now) {
        return database.transaction(c -> {
            new Sql("DELETE FROM ended_sessions WHERE expires < ?", now.toEpochMilli()).update(c);
            return new Sql("SELECT id FROM ended_sessions").all(c, row -> row.getString(1));
        });
    }
}
