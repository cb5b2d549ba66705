package io.longwire.bench.compare;

import io.longwire.bench.report.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One call of the command, as the report tells it: when, on what, with what. Kept as text, one block for each. */
final class Invocation {
    private Invocation() {}

    /** Adds the block to the file. */
    static void append(Path file, List<String> arguments, Map<String, String> versions, Map<String, String> absent) {
        StringBuilder block = new StringBuilder("### ")
                .append(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .append("\n\n```sh\njava -jar bench/target/longwire-bench.jar")
                .append(arguments.stream().map(Invocation::quoted).collect(Collectors.joining()))
                .append("\n```\n\n");
        block.append(Machine.description().entrySet().stream()
                        .map(line -> line.getKey() + ": " + line.getValue())
                        .collect(Collectors.joining("; ")))
                .append(".\n\n");
        versions.forEach((peer, version) -> block.append("- `")
                .append(peer)
                .append("`: ")
                .append(version.isEmpty() ? "as built" : version.replace('\n', ' '))
                .append('\n'));
        absent.forEach((peer, why) -> block.append("- `")
                .append(peer)
                .append("` left out: ")
                .append(why)
                .append('\n'));
        try {
            Files.writeString(file, block.append('\n'), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BenchException("cannot write " + file, e);
        }
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w./,=:-]+") ? " " + argument : " '" + argument + "'";
    }
}
