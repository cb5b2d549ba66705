package io.longwire;

import io.longwire.cli.ConfigListing;
import io.longwire.cli.Flags;
import io.longwire.cli.ForegroundRun;
import io.longwire.cli.HelpText;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.config.SettingsLoader;
import io.longwire.ops.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/**
 * The command line: {@code java -jar longwire.jar [--dev] [--port 5001] …}, with a flag for each {@link Setting}. Exit
 * code 0 after an orderly stop, 1 when it cannot start, 2 for a setting that is not allowed, 130 or 143 when a second
 * signal (SIGINT, SIGTERM) cut an orderly stop short.
 */
public final class Main {
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
                case SERVE -> serve(new ForegroundRun(Main.class, flags, loader));
            }
            return 0;
        } catch (SettingException | IOException cannot) {
            return ForegroundRun.refuse("longwire", cannot, err);
        }
    }

    private static void serve(ForegroundRun run) throws IOException {
        Settings settings = run.settings();
        run.start(settings, logger -> LongwireServer.start(settings), LongwireServer::reload, LongwireServer::close);
    }
}
