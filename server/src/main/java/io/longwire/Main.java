package io.longwire;

import io.longwire.cli.ConfigListing;
import io.longwire.cli.Flags;
import io.longwire.cli.HelpText;
import io.longwire.cli.LogOutput;
import io.longwire.cli.Signals;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.config.SettingsLoader;
import io.longwire.ops.Version;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command line: {@code java -jar longwire.jar [--dev] [--port 5001] …}, with a flag for each {@link Setting}. Exit
 * code 0 after an orderly stop, 1 when it cannot start, 2 for a setting that is not allowed, 130 or 143 when a second
 * signal (SIGINT, SIGTERM) cut an orderly stop short.
 */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int BAD_SETTING = 2;

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(arguments, System.getenv(), System.out, System.err);
        if (code != 0) {
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
                case SERVE -> serve(flags, loader);
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

    private static void serve(Flags flags, SettingsLoader loader) throws IOException {
        Settings settings = loader.load(flags.settings(), flags.file());
        LogOutput.start(settings);
        leaveBuffersUnwatched();
        Logger logger = LoggerFactory.getLogger(Main.class);
        loader.warnings().forEach(logger::warn);
        loader.notes().forEach(logger::info);
        LongwireServer server;
        try {
            server = LongwireServer.start(settings);
        } catch (IOException | RuntimeException cannot) {
            LogOutput.stop();
            throw cannot;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "longwire-stop"));
        Signals.handleStop();
        Signals.handleReload(() -> reload(server, flags, loader, logger));
    }

    /** Netty would watch every 128th buffer, which costs a few per cent of a request, unless told otherwise. */
    private static void leaveBuffersUnwatched() {
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    /** Files may have changed since the start; flags and the environment cannot. */
    private static void reload(LongwireServer server, Flags flags, SettingsLoader loader, Logger logger) {
        synchronized (loader) {
            try {
                Settings settings = loader.load(flags.settings(), flags.file());
                LogOutput.changeLevel(settings);
                server.reload(settings);
            } catch (SettingException wrong) {
                logger.error("SSE settings not reloaded, the old ones stay: {}", oneLine(wrong));
            }
        }
    }

    /** After SIGTERM or SIGINT. Halts, since the exit code of an orderly stop is 0 however it was asked for. */
    private static void stop(LongwireServer server) {
        server.close();
        LogOutput.stop();
        Runtime.getRuntime().halt(0);
    }

    private static String oneLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
