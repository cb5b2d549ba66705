package io.longwire;

import io.longwire.cli.ConfigListing;
import io.longwire.cli.Flags;
import io.longwire.cli.HelpText;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.config.SettingsLoader;
import io.longwire.ops.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command line: {@code java -jar longwire.jar [--dev] [--port 5001] …}, with a flag for each {@link Setting}. Exit
 * code 0 after an orderly stop, 1 when it cannot start, 2 for a setting that is not allowed.
 */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int BAD_SETTING = 2;

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(arguments, System.getenv(), System.out, System.err);
        if (code != 0) {
            stopLogs();
            System.exit(code);
        }
    }

    /** Starts the server and returns 0 while it runs; or what the process should exit with. */
    private static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            Flags flags = Flags.parse(arguments);
            var loader = new SettingsLoader(environment);
            switch (flags.mode()) {
                case HELP -> out.print(HelpText.render());
                case VERSION -> out.println("longwire " + Version.text());
                case PRINT_CONFIG -> {
                    out.print(ConfigListing.render(loader.load(flags.settings(), flags.file())));
                    loader.warnings().forEach(warning -> err.println("longwire: " + warning));
                    loader.notes().forEach(note -> err.println("longwire: " + note));
                }
                case SERVE -> serve(loader.load(flags.settings(), flags.file()), loader);
            }
            return 0;
        } catch (SettingException wrong) {
            err.println("longwire: " + oneLine(wrong));
            return BAD_SETTING;
        } catch (IOException cannot) {
            err.println("longwire: " + oneLine(cannot));
            return CANNOT_START;
        }
    }

    private static void serve(Settings settings, SettingsLoader loader) throws IOException {
        // All read when the first logger is made. Not a logback.xml at the root, which an embedder's would clash with.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/longwire/logback.xml");
        }
        System.setProperty("SSE_LOG_LEVEL", settings.text(Setting.SSE_LOG_LEVEL));
        System.setProperty("SSE_LOG_FORMAT", settings.text(Setting.SSE_LOG_FORMAT));
        Logger logger = LoggerFactory.getLogger(Main.class);
        loader.warnings().forEach(logger::warn);
        loader.notes().forEach(logger::info);
        LongwireServer server = LongwireServer.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "longwire-stop"));
    }

    /** After SIGTERM or SIGINT, whose own exit code would not be 0. */
    private static void stop(LongwireServer server) {
        server.close();
        stopLogs();
        Runtime.getRuntime().halt(0);
    }

    private static void stopLogs() {
        if (LoggerFactory.getILoggerFactory() instanceof ch.qos.logback.classic.LoggerContext logs) {
            logs.stop(); // writes out what is queued
        }
    }

    private static String oneLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
