package io.longwire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Writes the Javadoc of what embedders may use, and of nothing else, to {@code target/apidocs}. The javadoc tool itself is
 * called, since it takes single classes of a package only when it finds the others compiled.
 */
class PublicJavadocTest {
    private static final Path SOURCES = Path.of("src/main/java/io/longwire");
    private static final Path OUT = Path.of("target/apidocs");
    private static final List<String> PUBLIC = List.of(
            "LongwireServer",
            "access/Authorizer",
            "access/Grant",
            "access/KeyAuthorizer",
            "access/Refusal",
            "access/RequestView",
            "config/Setting",
            "config/SettingException",
            "config/Settings",
            "config/SettingsLoader",
            "event/Event",
            "event/InvalidEventException",
            "event/Selector",
            "log/AppendException",
            "log/StartRequest");

    @Test
    void isWrittenWithoutAWarning() throws IOException {
        DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
        var found = new DiagnosticCollector<JavaFileObject>();
        var printed = new StringWriter();
        Files.createDirectories(OUT);
        try (StandardJavaFileManager files =
                javadoc.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(DocumentationTool.Location.DOCUMENTATION_OUTPUT, List.of(OUT));
            // Every check but that each tag is there: a sentence that says it all needs no @return beside it.
            List<String> options = List.of(
                    "-quiet",
                    "-Xdoclint:all,-missing",
                    "-notimestamp",
                    "-encoding",
                    "UTF-8",
                    "-sourcepath",
                    "target/no-sources",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-windowtitle",
                    "Longwire",
                    "-doctitle",
                    "Longwire");
            boolean done = javadoc.getTask(
                            printed, files, found, null, options, files.getJavaFileObjectsFromPaths(sources()))
                    .call();
            assertThat(found.getDiagnostics()).isEmpty();
            assertThat(printed.toString()).isEmpty();
            assertThat(done).isTrue();
        }
        assertThat(OUT.resolve("io/longwire/LongwireServer.html")).exists();
        assertThat(OUT.resolve("io/longwire/Hub.html")).doesNotExist();
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        PUBLIC.forEach(name -> sources.add(SOURCES.resolve(name + ".java")));
        try (Stream<Path> embed = Files.list(SOURCES.resolve("embed"))) {
            embed.sorted().forEach(sources::add);
        }
        return sources;
    }
}
