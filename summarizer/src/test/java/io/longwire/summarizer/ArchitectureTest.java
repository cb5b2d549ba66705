package io.longwire.summarizer;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The floors of this application, and what it uses of the server. */
class ArchitectureTest {
    private static final String ROOT = "io.longwire.summarizer";
    /** From the bottom up; those of one floor do not know each other, but for the lowest. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("config", "json"),
            Set.of("video"),
            Set.of("model"),
            Set.of("store"),
            Set.of("job"),
            Set.of("access"),
            Set.of("web"),
            Set.of("Main", "SummarizerServer", "SourceSettings", "StartReport", "HelpText"));
    /** What docs/embedding.md offers. */
    private static final Set<String> OF_THE_SERVER = Set.of(
            "io.longwire.LongwireServer",
            "io.longwire.access.Authorizer",
            "io.longwire.access.Grant",
            "io.longwire.access.KeyAuthorizer",
            "io.longwire.access.LoopbackGuard",
            "io.longwire.access.Refusal",
            "io.longwire.access.RequestView",
            "io.longwire.cli.ConfigListing",
            "io.longwire.cli.Flags",
            "io.longwire.cli.ForegroundRun",
            "io.longwire.config.Durations",
            "io.longwire.config.NearestName",
            "io.longwire.config.Setting",
            "io.longwire.config.SettingException",
            "io.longwire.config.Settings",
            "io.longwire.config.SettingsLoader",
            "io.longwire.event.Event",
            "io.longwire.event.Selector",
            "io.longwire.log.AppendException");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyImportPointsDown() {
        assertThat(MAIN).isNotEmpty();
        assertThat(MAIN.stream().filter(c -> floor(c) < 0).map(JavaClass::getName))
                .isEmpty();
        var astray = new ArrayList<String>();
        for (JavaClass from : MAIN) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (to.getName().startsWith(ROOT + ".")
                        && !part(from).equals(part(to))
                        && floor(to) >= floor(from)
                        && floor(from) < FLOORS.size() - 1) {
                    astray.add(dependency.getDescription());
                }
            }
        }
        assertThat(astray).isEmpty();
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void theServerIsUsedByWhatItOffersEmbedders() {
        var others = MAIN.stream()
                .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getName())
                .filter(name -> name.startsWith("io.longwire.") && !name.startsWith(ROOT + "."))
                .map(name -> name.replaceAll("\\$.*", ""))
                .filter(name -> !name.startsWith("io.longwire.embed.") && !OF_THE_SERVER.contains(name))
                .distinct();
        assertThat(others).isEmpty();
    }

    private static int floor(JavaClass c) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(part(c))) {
                return floor;
            }
        }
        return -1;
    }

    private static String part(JavaClass c) {
        return c.getName().substring(ROOT.length() + 1).split("[.$]", -1)[0];
    }
}
