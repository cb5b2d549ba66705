package io.longwire.summarizer;

import io.longwire.cli.ConfigListing;
import io.longwire.cli.Flags;
import io.longwire.cli.ForegroundRun;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.config.SettingsLoader;
import io.longwire.summarizer.config.SummarizerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/**
 * The command line: the server's flags. Exit code 0 after an orderly stop, 1 when it cannot start, 2 for a setting that
 * is not allowed, 130 or 143 when a second signal cut an orderly stop short.
 */
public final class Main {
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
                case SERVE -> serve(new ForegroundRun(Main.class, flags, loader), environment);
            }
            return 0;
        } catch (SettingException | IOException cannot) {
            return ForegroundRun.refuse("longwire-summarizer", cannot, err);
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static void serve(ForegroundRun run, Map<String, String> environment) throws IOException {
        Settings serverSettings = run.settings();
        SummarizerSettings settings = SummarizerSettings.of(environment);
        run.start(
                serverSettings,
                logger -> {
                    settings.warnings().forEach(logger::warn);
                    SummarizerServer server = SummarizerServer.start(settings, serverSettings);
                    StartReport.write(settings, logger);
                    return server;
                },
                SummarizerServer::reload,
                SummarizerServer::close);
    }
}
