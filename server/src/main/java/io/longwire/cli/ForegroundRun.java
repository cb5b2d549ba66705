package io.longwire.cli;

import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.config.SettingsLoader;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server as the one thing a process does, from its command line on: SIGHUP has it take over new settings, SIGTERM and
 * SIGINT stop it in order, and its log is written to the last line.
 */
public final class ForegroundRun {
    private static final int CANNOT_START = 1;
    private static final int BAD_SETTING = 2;

    private final Class<?> program;
    private final Flags flags;
    private final SettingsLoader loader;

    /** @param program as whose the log shows the start and reloads */
    public ForegroundRun(Class<?> program, Flags flags, SettingsLoader loader) {
        this.program = program;
        this.flags = flags;
        this.loader = loader;
    }

    /** Starts a server, and may log: the first loggers can be made by now. */
    @FunctionalInterface
    public interface Starter<S> {
        S start(Logger logger) throws IOException;
    }

    /** Reads the settings, as they stand now. Throws {@link SettingException} for those that are not allowed. */
    public Settings settings() {
        return loader.load(flags.settings(), flags.file());
    }

    /**
     * Starts the log and the server, and returns while that runs.
     *
     * @param settings as {@link #settings()} gave them
     */
    public <S> void start(Settings settings, Starter<S> starter, BiConsumer<S, Settings> reload, Consumer<S> close)
            throws IOException {
        LogOutput.start(settings);
        leaveBuffersUnwatched();
        Logger logger = LoggerFactory.getLogger(program);
        loader.warnings().forEach(logger::warn);
        loader.notes().forEach(logger::info);
        S server;
        try {
            server = starter.start(logger);
        } catch (IOException | RuntimeException cannot) {
            LogOutput.stop();
            throw cannot;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, close), "longwire-stop"));
        Signals.handleStop();
        Signals.handleReload(() -> reload(server, reload, logger));
    }

    /** Netty would watch every 128th buffer, which costs a few per cent of a request, unless told otherwise. */
    private static void leaveBuffersUnwatched() {
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    /** Files may have changed since the start; flags and the environment cannot. One at a time. */
    private synchronized <S> void reload(S server, BiConsumer<S, Settings> reload, Logger logger) {
        try {
            Settings settings = settings();
            LogOutput.changeLevel(settings);
            reload.accept(server, settings);
        } catch (SettingException wrong) {
            logger.error("SSE settings not reloaded, the old ones stay: {}", oneLine(wrong));
        }
    }

    /** After SIGTERM or SIGINT. Halts, since the exit code of an orderly stop is 0 however it was asked for. */
    private static <S> void stop(S server, Consumer<S> close) {
        close.accept(server);
        LogOutput.stop();
        Runtime.getRuntime().halt(0);
    }

    /** Tells why nothing runs; returns the exit code for that. */
    public static int refuse(String program, Exception reason, PrintStream err) {
        err.println(program + ": " + oneLine(reason));
        return reason instanceof SettingException ? BAD_SETTING : CANNOT_START;
    }

    private static String oneLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
