package io.longwire.summarizer;

import io.longwire.LongwireServer;
import io.longwire.access.KeyAuthorizer;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.summarizer.access.Access;
import io.longwire.summarizer.access.LockOut;
import io.longwire.summarizer.access.SessionAuthorizer;
import io.longwire.summarizer.access.Sessions;
import io.longwire.summarizer.config.SummarizerSettings;
import io.longwire.summarizer.config.Variable;
import io.longwire.summarizer.job.EventStreams;
import io.longwire.summarizer.job.Jobs;
import io.longwire.summarizer.model.KeyCheck;
import io.longwire.summarizer.model.ModelSettings;
import io.longwire.summarizer.model.Models;
import io.longwire.summarizer.model.Summarizer;
import io.longwire.summarizer.store.Database;
import io.longwire.summarizer.store.JobStore;
import io.longwire.summarizer.store.SessionStore;
import io.longwire.summarizer.store.SummaryStore;
import io.longwire.summarizer.video.Transcripts;
import io.longwire.summarizer.web.WebSurface;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The application: a Longwire server with its own paths, its database and its workers. */
public final class SummarizerServer implements AutoCloseable {
    private static final int REQUEST_THREADS = 8;
    private static final int WAITING_REQUESTS = 1000;

    private final Database database;
    private final Jobs jobs;
    private final Summarizer summarizer;
    private final ExecutorService requests;
    private final KeyAuthorizer keys;
    private final LongwireServer server;

    private SummarizerServer(
            SummarizerSettings settings, Settings serverSettings, ModelSettings modelSettings, Database database)
            throws IOException {
        this.database = database;
        Clock clock = Clock.systemUTC();
        var jobStore = new JobStore(database, clock);
        var summaries = new SummaryStore(database);
        var sessions = new Sessions(new SessionStore(database), settings.text(Variable.SUMMARIZER_ACCESS_CODE), clock);
        Access access = Access.of(settings, serverSettings, sessions);
        var streams = new EventStreams();
        var models = new Models(modelSettings);
        summarizer = new Summarizer(modelSettings);
        keys = new KeyAuthorizer(serverSettings);
        requests = new ThreadPoolExecutor(
                REQUEST_THREADS, REQUEST_THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_REQUESTS));
        jobs = new Jobs(
                settings,
                jobStore,
                summaries,
                new Transcripts(SourceSettings.videos(settings)),
                models,
                summarizer,
                streams,
                access.isBroadcast());
        var web = new WebSurface(
                access,
                sessions,
                new LockOut(clock),
                jobs,
                summaries,
                models,
                new KeyCheck(modelSettings),
                settings.text(Variable.SUMMARIZER_LANGUAGE),
                requests);
        jobs.load();
        LongwireServer.Builder builder =
                LongwireServer.builder().settings(serverSettings).authorizer(new SessionAuthorizer(keys, access, jobs));
        web.routes().forEach(builder::route);
        try {
            server = builder.start();
        } catch (IOException | RuntimeException e) {
            stopWork();
            throw e;
        }
        streams.connect(server);
        jobs.start();
    }

    /**
     * Starts it; blocks until it listens.
     *
     * @throws SettingException for settings that this machine cannot fulfil
     * @throws IOException when a port cannot be had
     */
    public static SummarizerServer start(SummarizerSettings settings, Settings serverSettings) throws IOException {
        ModelSettings models = SourceSettings.models(settings);
        Database database = Database.open(Path.of(settings.text(Variable.SUMMARIZER_DATA)));
        try {
            return new SummarizerServer(settings, serverSettings, models, database);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The port where clients connect. */
    public int port() {
        return server.port();
    }

    /** Takes over what the server can take over while it runs. */
    public void reload(Settings now) {
        keys.reload(now);
        server.reload(now);
    }

    /** Stops in order: work is left for the next start, streams end, then the database is closed. Blocks. */
    @Override
    public void close() {
        jobs.close();
        summarizer.close();
        server.close();
        requests.shutdown();
        database.close();
    }

    private void stopWork() {
        jobs.close();
        summarizer.close();
        requests.shutdown();
    }
}
