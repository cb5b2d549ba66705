package io.longwire.cli;

import io.longwire.config.NearestName;
import io.longwire.config.Setting;
import io.longwire.config.SettingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the command line says. Immutable.
 *
 * @param mode what to do
 * @param settings values of the flags that were given
 * @param file the properties file; null for none
 */
public record Flags(
        Mode mode, Map<Setting, String> settings, @Nullable Path file) {
    /** What to do. */
    public enum Mode {
        SERVE,
        HELP,
        VERSION,
        PRINT_CONFIG
    }

    static final String CONFIG = "--config";
    static final String PRINT_CONFIG = "--print-config";
    private static final String HELP = "--help";
    private static final String VERSION = "--version";
    private static final String SEE = "; " + HELP + " lists all flags";

    /** Reads the arguments; throws {@link SettingException}, whose message is one line, for what cannot be meant. */
    public static Flags parse(String... arguments) {
        try {
            CommandSpec spec = spec();
            checkNames(spec, arguments);
            ParseResult parsed = new CommandLine(spec).parseArgs(arguments);
            return new Flags(mode(parsed), settings(parsed), file(parsed));
        } catch (ParameterException wrong) {
            throw new SettingException(explain(wrong));
        }
    }

    /** Before all else: a misspelt flag after a switch would be taken for the switch's value. */
    private static void checkNames(CommandSpec spec, String... arguments) {
        for (String argument : arguments) {
            String flag = argument.split("=", 2)[0];
            if (flag.startsWith("--") && spec.findOption(flag) == null) {
                throw new SettingException("unknown flag " + shown(flag) + NearestName.hint(flag, names(spec)) + SEE);
            }
        }
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("longwire");
        spec.addOption(OptionSpec.builder("-h", HELP)
                .usageHelp(true)
                .type(boolean.class)
                .build());
        spec.addOption(OptionSpec.builder("-V", VERSION)
                .versionHelp(true)
                .type(boolean.class)
                .build());
        spec.addOption(OptionSpec.builder(PRINT_CONFIG).type(boolean.class).build());
        spec.addOption(OptionSpec.builder(CONFIG).type(String.class).build());
        for (Setting setting : Setting.values()) {
            OptionSpec.Builder option = OptionSpec.builder(setting.flag()).type(String.class);
            if (setting.isFlag()) {
                option.arity("0..1").fallbackValue("on");
            }
            spec.addOption(option.build());
        }
        return spec;
    }

    private static Mode mode(ParseResult parsed) {
        if (parsed.isUsageHelpRequested()) {
            return Mode.HELP;
        }
        if (parsed.isVersionHelpRequested()) {
            return Mode.VERSION;
        }
        return parsed.hasMatchedOption(PRINT_CONFIG) ? Mode.PRINT_CONFIG : Mode.SERVE;
    }

    private static Map<Setting, String> settings(ParseResult parsed) {
        var settings = new EnumMap<Setting, String>(Setting.class);
        for (Setting setting : Setting.values()) {
            @Nullable String value = parsed.matchedOptionValue(setting.flag(), (String) null);
            if (value != null) {
                settings.put(setting, value);
            }
        }
        return settings;
    }

    private static @Nullable Path file(ParseResult parsed) {
        @Nullable String name = parsed.matchedOptionValue(CONFIG, (String) null);
        try {
            return name == null ? null : Path.of(name);
        } catch (InvalidPathException invalid) {
            throw new SettingException(CONFIG + " names no file: " + shown(name));
        }
    }

    private static String explain(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return "unexpected argument " + shown(unmatched.getUnmatched().get(0)) + SEE;
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return option.longestName() + " needs a value" + SEE;
        }
        if (wrong instanceof OverwrittenOptionException twice && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + " is given twice";
        }
        return shown(String.valueOf(wrong.getMessage()));
    }

    /** Arguments may hold anything, and an error is one line. */
    private static String shown(@Nullable String argument) {
        return SafeText.escape(String.valueOf(argument));
    }

    private static List<String> names(CommandSpec spec) {
        return spec.options().stream().map(OptionSpec::longestName).toList();
    }
}
