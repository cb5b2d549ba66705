package io.longwire.summarizer;

import io.longwire.cli.ConfigListing;
import io.longwire.cli.Flags;
import io.longwire.cli.LogOutput;
import io.longwire.cli.Signals;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.config.SettingsLoader;
import io.longwire.summarizer.config.SummarizerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command line: the server's flags. Exit code 0 after an orderly stop, 1 when it cannot start, 2 for a setting that is not allowed, 130 or
 * 143 when a second signal cut an orderly stop short.
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

    /** Starts it and returns 0 while it runs; or what the process should exit with. */
    private static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            Flags flags = Flags.parse(arguments);
            var loader = new SettingsLoader(environment);
            switch (flags.mode()) {
                case HELP -> out.print(HelpText.render());
                case VERSION -> out.println("longwire-summarizer " + version());
                case PRINT_CONFIG -> {
                    out.print(ConfigListing.render(loader.load(flags.settings(), flags.file())));
                    out.print(HelpText.listing(SummarizerSettings.of(environment)));
                }
                case SERVE -> serve(flags, loader, environment);
            }
            return 0;
        } catch (SettingException wrong) {
            err.println("longwire-summarizer: " + oneLine(wrong));
            return BAD_SETTING;
        } catch (IOException cannot) {
            err.println("longwire-summarizer: " + oneLine(cannot));
            return CANNOT_START;
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static void serve(Flags flags, SettingsLoader loader, Map<String, String> environment) throws IOException {
        Settings serverSettings = loader.load(flags.settings(), flags.file());
        SummarizerSettings settings = SummarizerSettings.of(environment);
        LogOutput.start(serverSettings);
        Logger logger = LoggerFactory.getLogger(Main.class);
        loader.warnings().forEach(logger::warn);
        loader.notes().forEach(logger::info);
        settings.warnings().forEach(logger::warn);
        SummarizerServer server;
        try {
            server = SummarizerServer.start(settings, serverSettings);
        } catch (IOException | RuntimeException cannot) {
            LogOutput.stop();
            throw cannot;
        }
        StartReport.write(settings, logger);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "summarizer-stop"));
        Signals.handleStop();
        Signals.handleReload(() -> reload(server, flags, loader, logger));
    }

    private static void reload(SummarizerServer server, Flags flags, SettingsLoader loader, Logger logger) {
        synchronized (loader) {
            try {
                Settings settings = loader.load(flags.settings(), flags.file());
                LogOutput.changeLevel(settings);
                server.reload(settings);
            } catch (SettingException wrong) {
                logger.error("settings not reloaded, the old ones stay: {}", oneLine(wrong));
            }
        }
    }

    /** After SIGTERM or SIGINT. Halts, since the exit code of an orderly stop is 0 however it was asked for. */
    private static void stop(SummarizerServer server) {
        server.close();
        LogOutput.stop();
        Runtime.getRuntime().halt(0);
    }

    private static String oneLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
