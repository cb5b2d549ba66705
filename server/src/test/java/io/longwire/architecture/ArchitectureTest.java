package io.longwire.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The floors of docs/architecture.md: every import points down, and what must not know each other does not. */
class ArchitectureTest {
    private static final String ROOT = "io.longwire";

    /** From the bottom up: packages, and single classes of the root package. Those of the bottom may use each other. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("event", "admission", "access", "config"),
            List.of("log"),
            List.of("embed"),
            List.of("stream"),
            List.of("ops"),
            List.of("Hub"),
            List.of("UnstackedFuture"),
            List.of("EmbeddedPublisher"),
            List.of("http"),
            List.of("api"),
            List.of("Transport"),
            List.of("AcceptedSockets"),
            List.of("Listener"),
            List.of("Wiring"),
            List.of("Listeners", "Reloading"),
            List.of("LongwireServer"),
            List.of("cli"),
            List.of("Main"));

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyClassStandsOnAFloor() {
        assertThat(MAIN).isNotEmpty();
        assertThat(MAIN.stream().filter(c -> floor(c) < 0).map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void everyImportPointsDown() {
        var astray = new ArrayList<String>();
        for (JavaClass from : MAIN) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (to.getName().startsWith(ROOT + ".") && !pointsDown(from, to)) {
                    astray.add(dependency.getDescription());
                }
            }
        }
        assertThat(astray).isEmpty();
    }

    private static boolean pointsDown(JavaClass from, JavaClass to) {
        return part(from).equals(part(to)) || floor(to) < floor(from) || (floor(to) == 0 && floor(from) == 0);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void eventLogAndStreamKnowNoHttp() {
        noClasses()
                .that(resideInAnyPackage(ROOT + ".event..", ROOT + ".log..", ROOT + ".stream.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.netty.handler.codec..", ROOT + ".http.."))
                .check(MAIN);
    }

    @Test
    void theLogKnowsNoSocket() {
        DescribedPredicate<JavaClass> sockets = resideInAnyPackage(
                        "io.netty.channel..", "io.netty.bootstrap..", "java.net..", "java.nio.channels..")
                .and(DescribedPredicate.not(DescribedPredicate.describe(
                        "memory outside the heap", c -> c.getName().equals("io.netty.channel.unix.Buffer"))));
        noClasses()
                .that(resideInAnyPackage(ROOT + ".log..", ROOT + ".event.."))
                .should()
                .dependOnClassesThat(sockets)
                .check(MAIN);
    }

    @Test
    void httpKnowsNoSurface() {
        noClasses()
                .that(resideInAPackage(ROOT + ".http.."))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".api.."))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    /** What surfaces share; everything else in {@code api} belongs to one of them. */
    private static final Set<String> SHARED_BY_SURFACES = Set.of(
            "CollectedBody",
            "CursorText",
            "Greeting",
            "HeartbeatParameter",
            "JsonInput",
            "JsonText",
            "PublishAnswer",
            "PublishLimits",
            "StreamDoor",
            "StreamListing",
            "SubscribeRequest");

    @Test
    void theOriginalsSurfaceAndTheOthersDoNotKnowEachOther() {
        noClasses()
                .that(resideInAPackage(ROOT + ".api"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".api.original.."))
                .check(MAIN);
        noClasses()
                .that(resideInAPackage(ROOT + ".api.original.."))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".api")
                        .and(DescribedPredicate.describe(
                                "belong to another surface", c -> !SHARED_BY_SURFACES.contains(c.getSimpleName()))))
                .check(MAIN);
        noClasses()
                .that(DescribedPredicate.describe(
                        "are shared by surfaces", (JavaClass c) -> SHARED_BY_SURFACES.contains(c.getSimpleName())))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "serve a path", c -> c.getSimpleName().endsWith("Handler") && part(c).equals("api")))
                .check(MAIN);
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "it sleeps",
                        (JavaAccess<? extends AccessTarget> call) ->
                                call.getTarget().getName().equals("sleep")))
                .check(MAIN);
    }

    @Test
    void namesSayWhatAClassIs() {
        assertThat(MAIN.stream()
                        .map(JavaClass::getSimpleName)
                        .filter(name -> name.matches(".*(Util|Utils|Helper|Helpers|Manager)")))
                .isEmpty();
    }

    private static int floor(JavaClass c) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(part(c))) {
                return floor;
            }
        }
        return -1;
    }

    /** The first package below the root, or in the root package the top-level class. */
    private static String part(JavaClass c) {
        String name = c.getName().substring(ROOT.length() + 1);
        return name.split("[.$]", -1)[0];
    }
}
