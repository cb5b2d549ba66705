package io.longwire.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.longwire.config.Setting;
import io.longwire.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's own log, as logback writes it. Any thread. */
public final class LogOutput {
    private LogOutput() {}

    /** Chooses form and level. To be called before the first logger is made, since the configuration reads both. */
    public static void start(Settings settings) {
        // Not a logback.xml at the root, which an embedder's would clash with.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/longwire/logback.xml");
        }
        System.setProperty(Setting.SSE_LOG_LEVEL.name(), settings.text(Setting.SSE_LOG_LEVEL));
        System.setProperty(Setting.SSE_LOG_FORMAT.name(), settings.text(Setting.SSE_LOG_FORMAT));
    }

    /** Changes the level of what is written from now on. */
    public static void changeLevel(Settings settings) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            logs.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(settings.text(Setting.SSE_LOG_LEVEL)));
        }
    }

    /** Writes out what is queued, for at most a second; after that nothing is written. */
    public static void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
            logs.stop();
        }
    }
}
