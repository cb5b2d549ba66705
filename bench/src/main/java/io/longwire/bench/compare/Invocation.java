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

    /** Adds the block to the file; machine and versions only where they are not those of an earlier call. */
    static void append(Path file, List<String> arguments, Map<String, String> versions, Map<String, String> absent) {
        String command = "### " + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                + "\n\n```sh\njava -jar bench/target/longwire-bench.jar"
                + arguments.stream().map(Invocation::quoted).collect(Collectors.joining())
                + "\n```\n\n";
        String conditions = conditions(versions, absent);
        try {
            boolean known = Files.exists(file) && Files.readString(file).contains(conditions);
            Files.writeString(
                    file, known ? command : command + conditions, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BenchException("cannot write " + file, e);
        }
    }

    private static String conditions(Map<String, String> versions, Map<String, String> absent) {
        StringBuilder text = new StringBuilder(Machine.description().entrySet().stream()
                        .map(line -> line.getKey() + ": " + line.getValue())
                        .collect(Collectors.joining("; ")))
                .append(".\n\n");
        versions.forEach((peer, version) -> text.append("- `")
                .append(peer)
                .append("`: ")
                .append(version.isEmpty() ? "as built" : version.replace('\n', ' '))
                .append('\n'));
        absent.forEach((peer, why) -> text.append("- `")
                .append(peer)
                .append("` left out: ")
                .append(why)
                .append('\n'));
        return text.append('\n').toString();
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w./,=:-]+") ? " " + argument : " '" + argument + "'";
    }
}
