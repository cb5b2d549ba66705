package io.longwire.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command line of the bench: one subcommand per scenario. Exit code 1 means that the run failed or a check did. */
@Command(
        name = "longwire-bench",
        description = "Load generator and memory probe for any server that speaks server-sent events.",
        mixinStandardHelpOptions = true,
        subcommands = {MemoryScenario.class, FanoutScenario.class, PublishScenario.class},
        footer = {"", "longwire-bench <scenario> --help shows each scenario's options and an example."})
public final class Bench {
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler(Bench::explain);
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
