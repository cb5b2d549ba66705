package io.longwire.summarizer.store;

import io.longwire.config.SettingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;

/**
 * The database: one SQLite file, written through a log of its own, so that what was committed is there after the process
 * was killed. One connection, used by one thread after the other; every call blocks, on disk and on the others. Never to
 * be called on an event loop.
 */
public final class Database implements AutoCloseable {
    private static final String FILE = "summarizer.db";
    /** The newest version of the tables; each has a script {@code <version>.sql}, which makes it of the one before. */
    private static final int VERSION = 1;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** What is done with the connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Opens the database in a folder, which is made where there is none, and brings its tables up to date.
     *
     * @throws SettingException when the folder cannot be used, another process uses it, or a newer version has written it
     */
    public static Database open(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw notUsable(folder, "it cannot be made: " + e.getClass().getSimpleName());
        }
        if (!Files.isWritable(folder)) {
            throw notUsable(folder, "it cannot be written by this user");
        }
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(2000);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + folder.resolve(FILE));
            try {
                var database = new Database(connection);
                database.migrate(folder);
                return database;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            boolean busy = String.valueOf(e.getMessage()).contains("SQLITE_BUSY");
            throw notUsable(
                    folder, busy ? "another process is using it" : "its database cannot be opened: " + e.getMessage());
        }
    }

    private static SettingException notUsable(Path folder, String why) {
        return new SettingException("SUMMARIZER_DATA=" + folder + " cannot be used: " + why);
    }

    private void migrate(Path folder) throws SQLException {
        // A transaction that writes takes the lock that keeps other processes out.
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            int version;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            if (version > VERSION) {
                throw notUsable(
                        folder, "a newer version has written it (" + version + ", this one knows " + VERSION + ")");
            }
            for (int next = version + 1; next <= VERSION; next++) {
                for (String command : script(next).split(";\\s*\\R", -1)) {
                    if (!command.isBlank()) {
                        statement.execute(command);
                    }
                }
            }
            statement.execute("PRAGMA user_version = " + VERSION);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static String script(int version) {
        try (InputStream in = Database.class.getResourceAsStream(version + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("there is no script of version " + version);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of the work or nothing. Throws {@link IllegalStateException} when the database fails. */
    <T> T transaction(Work<T> work) {
        return call(c -> {
            c.setAutoCommit(false);
            try {
                T result = work.on(c);
                c.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                c.rollback();
                throw e;
            } finally {
                c.setAutoCommit(true);
            }
        });
    }

    /** Work of one statement. Throws {@link IllegalStateException} when the database fails. */
    <T> T call(Work<T> work) {
        lock.lock();
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the database failed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        call(c -> {
            c.close();
            return true;
        });
    }
}
