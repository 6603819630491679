package org.parvis.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The allowed imports, as tests: {@code app → api → insight → {gateway, feature.*} → {placement → instance → interest},
 * {identity → store} and {http → peer}}, all above {@code world} and {@code protocol}.
 *
 * <p>Rooms that do not exist yet are named already; their rules wake when the first class arrives.
 */
final class ArchitectureTest {
    private static final String SERVER = "org.parvis.server.";

    private static final Set<String> GROUND =
            Set.of("placement", "instance", "interest", "identity", "store", "http", "peer", "text");
    /** Features, each a folder of its own that no other feature may import. */
    private static final Set<String> FEATURES = Set.of(
            "feature.social",
            "feature.seating",
            "feature.bell",
            "feature.points",
            "feature.show",
            "feature.hunt",
            "feature.shop",
            "feature.safety");

    /** Each room and the rooms it may import. A room always may import itself. */
    private static final Map<String, Set<String>> MAY_IMPORT = arrows();

    private static final Set<String> NEEDED = Set.of("app", "gateway", "insight", "instance", "interest");

    private final JavaClasses production = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.parvis");

    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        arrows.put("interest", Set.of());
        arrows.put("instance", Set.of("interest", "identity", "text"));
        arrows.put("placement", Set.of("instance", "interest"));
        arrows.put("peer", Set.of());
        arrows.put("http", Set.of("peer"));
        arrows.put("store", Set.of());
        arrows.put("text", Set.of());
        arrows.put("identity", Set.of("store", "text"));
        arrows.put("gateway", GROUND);
        FEATURES.forEach(feature -> arrows.put(feature, GROUND));
        Set<String> belowInsight = new TreeSet<>(FEATURES);
        belowInsight.add("gateway");
        belowInsight.addAll(GROUND);
        arrows.put("insight", Set.copyOf(belowInsight));
        belowInsight.add("insight");
        arrows.put("api", belowInsight);
        return arrows;
    }

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(SERVER)) {
            return "";
        }
        String[] parts = name.substring(SERVER.length()).split("\\.", 3);
        return parts[0].equals("feature") && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
    }

    @Test
    void theRulesSeeTheRooms() {
        Set<String> seen = new TreeSet<>();
        production.forEach(type -> seen.add(roomOf(type)));

        assertThat(production.size()).isGreaterThan(80);
        assertThat(seen).containsAll(NEEDED);
        seen.removeAll(MAY_IMPORT.keySet());
        assertThat(seen).as("rooms without a rule").containsExactlyInAnyOrder("", "app");
    }

    @TestFactory
    Stream<DynamicTest> roomsImportOnlyWhatTheyMay() {
        return MAY_IMPORT.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(
                        arrow.getKey(),
                        () -> rule(arrow.getKey(), arrow.getValue()).check(production)));
    }

    private static ArchRule rule(String room, Set<String> allowed) {
        Set<String> forbidden = new TreeSet<>(MAY_IMPORT.keySet());
        forbidden.add("app");
        forbidden.remove(room);
        forbidden.removeAll(allowed);
        String[] packages =
                forbidden.stream().map(other -> SERVER + other + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(SERVER + room + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages))
                .allowEmptyShould(true);
    }

    @Test
    void protocolAndWorldKnowNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("org.parvis.protocol..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.parvis.server..", "org.parvis.world.."))
                .check(production);
        noClasses()
                .that()
                .resideInAPackage("org.parvis.world..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.parvis.server..", "org.parvis.protocol.."))
                .check(production);
    }

    /** What an instance knows of a person is made by the gateway; of the room of identity it shares one enum only. */
    @Test
    void instanceKnowsOfIdentityOnlyTheAgeBand() {
        noClasses()
                .that()
                .resideInAPackage(SERVER + "instance..")
                .should()
                .dependOnClassesThat(resideInAPackage(SERVER + "identity..")
                        .and(DescribedPredicate.not(simpleName("AgeBand")))
                        .as("identity beyond AgeBand"))
                .check(production);
    }

    /** Features see an instance through its seam, and what its people are; nothing else of it. */
    @Test
    void featuresSeeOfAnInstanceOnlyTheSeam() {
        noClasses()
                .that()
                .resideInAPackage(SERVER + "feature..")
                .should()
                .dependOnClassesThat(resideInAPackage(SERVER + "instance..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                SERVER + "instance.feature..",
                                SERVER + "instance.people..",
                                SERVER + "instance.tick..")))
                        .as("the instance beyond its seam"))
                .check(production);
    }

    @Test
    void packagesFormNoCycle() {
        slices().assignedFrom(new OnePackageEach()).should().beFreeOfCycles().check(production);
    }

    @Test
    void tickSideHoldsNoLocksAndKnowsNoChannels() {
        DescribedPredicate<JavaClass> locks = resideInAPackage("java.util.concurrent.locks..")
                .and(DescribedPredicate.not(simpleName("LockSupport")))
                .as("locks");
        DescribedPredicate<JavaClass> channels = resideInAPackage("io.netty..")
                .and(DescribedPredicate.not(resideInAnyPackage("io.netty.buffer..", "io.netty.util..")))
                .as("Netty beyond buffers and threads");
        noClasses()
                .that()
                .resideInAnyPackage(SERVER + "instance..", SERVER + "interest..")
                .should()
                .dependOnClassesThat(locks)
                .orShould()
                .dependOnClassesThat(channels)
                .check(production);
        // Starting and stopping instances is no business of a tick thread.
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(SERVER + "instance..", SERVER + "interest..")
                .and()
                .areDeclaredInClassesThat()
                .doNotHaveSimpleName("VenueInstances")
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(production);
    }

    @Test
    void onlyAppReadsConfigurationAndTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SERVER + "app..")
                .and()
                .resideInAPackage("org.parvis.server..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.typesafe.config..", "picocli.."))
                .check(production);
    }

    @Test
    void thereIsNoMutableStaticState() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("org.parvis.server..", "org.parvis.world..")
                .and()
                .areStatic()
                .should()
                .notBeFinal()
                .check(production);
    }

    @Test
    void namesSayWhatAThingIs() {
        String vague = ".*(Manager|Helper|Util|Utils)";
        DescribedPredicate<JavaClass> ours = resideInAnyPackage("org.parvis.server..", "org.parvis.world..");
        classes().that(ours).should().haveNameNotMatching(vague).check(production);
    }

    /** A slice for every package of ours, except generated code. */
    private static final class OnePackageEach implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            boolean generated = name.equals("org.parvis.protocol.v1");
            return generated ? SliceIdentifier.ignore() : SliceIdentifier.of(name);
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
