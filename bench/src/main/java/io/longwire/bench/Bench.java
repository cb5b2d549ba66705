package io.longwire.bench;

import io.longwire.bench.command.CompareCommand;
import io.longwire.bench.command.ConnectCommand;
import io.longwire.bench.command.FanoutCommand;
import io.longwire.bench.command.HeartbeatCommand;
import io.longwire.bench.command.HoldCommand;
import io.longwire.bench.command.LatencyCommand;
import io.longwire.bench.command.MemoryCommand;
import io.longwire.bench.command.PublishCommand;
import io.longwire.bench.command.SlowCommand;
import io.longwire.bench.command.SoakCommand;
import io.longwire.bench.command.StormCommand;
import io.longwire.bench.report.BenchException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command line of the bench: one subcommand per scenario. Exit code 1 means that the run failed or a check did. */
@Command(
        name = "longwire-bench",
        description = "Load generator and memory probe for any server that speaks server-sent events.",
        mixinStandardHelpOptions = true,
        subcommands = {
            MemoryCommand.class,
            FanoutCommand.class,
            LatencyCommand.class,
            PublishCommand.class,
            ConnectCommand.class,
            StormCommand.class,
            SlowCommand.class,
            HeartbeatCommand.class,
            SoakCommand.class,
            CompareCommand.class,
            HoldCommand.class
        },
        footer = {"", "longwire-bench <scenario> --help shows each scenario's options and an example."})
public final class Bench {
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Every scenario has {@code --help}, and takes names of choices in any case. */
    public static CommandLine commandLine() {
        CommandLine all = new CommandLine(new Bench());
        all.getSubcommands()
                .values()
                .forEach(scenario -> scenario.getCommandSpec().mixinStandardHelpOptions(true));
        return all.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(Bench::explain);
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof BenchException) {
            command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
            return ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
