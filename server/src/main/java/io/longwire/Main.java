package io.longwire;

import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import io.longwire.config.Settings;
import io.longwire.config.SettingsLoader;
import io.longwire.ops.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line: {@code java -jar longwire.jar [--dev] [--port 5001] …}, with a flag for each {@link Setting}. Exit
 * code 0 after an orderly stop, 1 when it cannot start, 2 for a setting that is not allowed.
 */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int BAD_SETTING = 2;
    private static final String CONFIG = "--config";

    private Main() {}

    public static void main(String[] arguments) {
        int code = run(arguments, System.getenv(), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Starts the server and returns 0 while it runs; or what the process should exit with. */
    private static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        var commandLine = new CommandLine(spec());
        try {
            ParseResult parsed = commandLine.parseArgs(arguments);
            if (parsed.isUsageHelpRequested()) {
                commandLine.usage(out);
                return 0;
            }
            if (parsed.isVersionHelpRequested()) {
                out.println("longwire " + Version.text());
                return 0;
            }
            var loader = new SettingsLoader(environment);
            Path file = parsed.matchedOptionValue(CONFIG, (Path) null);
            serve(loader.load(flags(parsed), file), loader);
            return 0;
        } catch (ParameterException | SettingException wrong) {
            err.println("longwire: " + oneLine(wrong));
            return BAD_SETTING;
        } catch (IOException cannot) {
            err.println("longwire: " + oneLine(cannot));
            return CANNOT_START;
        }
    }

    private static void serve(Settings settings, SettingsLoader loader) throws IOException {
        // Read by logback.xml, so before the first logger is made.
        System.setProperty("SSE_LOG_LEVEL", settings.text(Setting.SSE_LOG_LEVEL));
        System.setProperty("SSE_LOG_FORMAT", settings.text(Setting.SSE_LOG_FORMAT));
        Logger logger = LoggerFactory.getLogger(Main.class);
        loader.notes().forEach(logger::warn);
        LongwireServer server = LongwireServer.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "longwire-stop"));
    }

    /** After SIGTERM or SIGINT, whose own exit code would not be 0. */
    private static void stop(LongwireServer server) {
        server.close();
        if (LoggerFactory.getILoggerFactory() instanceof ch.qos.logback.classic.LoggerContext logs) {
            logs.stop(); // writes out what is queued
        }
        Runtime.getRuntime().halt(0);
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("longwire").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("A server for server-sent events. Every flag is also an environment variable:"
                        + " --max-lag is SSE_MAX_LAG.");
        spec.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description("properties file with settings; flags and the environment count before it")
                .build());
        for (Setting setting : Setting.values()) {
            String standard = setting.standard();
            OptionSpec.Builder option = OptionSpec.builder(setting.flag())
                    .type(String.class)
                    .paramLabel(setting.isFlag() ? "on|off" : "VALUE")
                    .description(setting.doc().replace("%", "%%")
                            + (standard == null || standard.isEmpty() ? "" : " [" + standard + "]"));
            if (setting.isFlag()) {
                option.arity("0..1").fallbackValue("on");
            }
            spec.addOption(option.build());
        }
        return spec;
    }

    private static Map<Setting, String> flags(ParseResult parsed) {
        var flags = new EnumMap<Setting, String>(Setting.class);
        for (Setting setting : Setting.values()) {
            @Nullable String value = parsed.matchedOptionValue(setting.flag(), (String) null);
            if (value != null) {
                flags.put(setting, value);
            }
        }
        return flags;
    }

    private static String oneLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
