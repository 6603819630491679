package org.parvis.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
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
 * The allowed imports, as tests: {@code app → api → insight → {gateway, feature.*} → feature → {placement → instance →
 * interest} and {endpoint → {identity → store}, {http → peer}}}, all above {@code world} and {@code protocol}.
 *
 * <p>Rooms that do not exist yet are named already; their rules wake when the first class arrives.
 */
final class ArchitectureTest {
    private static final String SERVER = "org.parvis.server.";

    private static final Set<String> GROUND =
            Set.of("placement", "instance", "interest", "identity", "store", "http", "peer", "text");

    /** How features join the server, and what they make endpoints with. */
    private static final Set<String> JOINING = Set.of("feature", "endpoint");

    /** Types that a package may hold, generated code and {@code package-info} not counted. */
    private static final int MAX_TYPES = 24;

    /** Packages that are fuller, with the number they may not exceed; to be split when they are next worked on. */
    private static final Map<String, Integer> TOO_FULL = Map.of("org.parvis.world", 29);

    /**
     * Words that mean one thing each (docs/architecture.md, "Words"), and the types that may be called so: one outside
     * of them would make a second meaning.
     */
    private static final Map<String, Set<String>> RESERVED = Map.of(
            "Hold", Set.of(),
            "Holds", Set.of(),
            "Doors", Set.of(),
            "Order", Set.of(),
            "Orders", Set.of(),
            "Person", Set.of("org.parvis.server.identity.people.Person"),
            "Feature",
                    Set.of("org.parvis.server.instance.feature.Feature", "org.parvis.world.imports.feature.Feature"));

    /** Who reads time past all clocks: the clocks, and who measures how long something in this process takes. */
    private static final Set<String> READ_TIME = Set.of(
            // Clocks.
            "instance.tick.InstanceClock",
            // Budgets and silence of a connection, on its event loop.
            "gateway.session.HelloDeadline",
            "gateway.session.LoopPost",
            "gateway.session.PlayerInput",
            "gateway.socket.FragmentLimit",
            // How long ago a provider was asked, and whether a certificate is valid now.
            "gateway.tls.TlsServer",
            "identity.oidc.Provider",
            // How long the database takes, an outage lasts, somebody waits.
            "store.engine.Lane",
            "store.engine.LaneMetrics",
            "store.engine.PostgresOwner",
            "store.engine.SqliteWriter",
            "store.engine.StoreThreads",
            "store.file.FileClaim",
            "store.file.LogBound",
            "store.outbox.OutboxPump",
            // The name of a file that is put aside, the Date of a reply.
            "store.file.LossCheck",
            "http.ReplyWriter",
            // Start, shutdown and progress on a terminal.
            "app.ParvisServer",
            "app.venue.ProgressLine");

    private static final Set<String> NEEDED = Set.of("app", "gateway", "insight", "instance", "interest");

    private final JavaClasses production = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.parvis");

    /** Each room and the rooms it may import. A room always may import itself. */
    private final Map<String, Set<String>> mayImport = arrows(features());

    private static Map<String, Set<String>> arrows(Set<String> features) {
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
        arrows.put("endpoint", Set.of("http", "peer", "identity", "store", "text"));
        Set<String> belowFeatures = new TreeSet<>(GROUND);
        belowFeatures.addAll(JOINING);
        arrows.put("feature", Set.copyOf(belowFeatures));
        features.forEach(feature -> arrows.put(feature, belowFeatures));
        Set<String> belowInsight = new TreeSet<>(features);
        belowInsight.addAll(JOINING);
        belowInsight.add("gateway");
        belowInsight.addAll(GROUND);
        arrows.put("insight", Set.copyOf(belowInsight));
        belowInsight.add("insight");
        arrows.put("api", belowInsight);
        return arrows;
    }

    /** Features, each a folder of its own that no other feature may import. */
    private Set<String> features() {
        Set<String> features = new TreeSet<>();
        for (JavaClass type : production) {
            if (roomOf(type).startsWith("feature.")) {
                features.add(roomOf(type));
            }
        }
        assertThat(features).contains("feature.bell", "feature.points");
        return features;
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
        seen.removeAll(mayImport.keySet());
        assertThat(seen).as("rooms without a rule").containsExactlyInAnyOrder("", "app");
    }

    @TestFactory
    Stream<DynamicTest> roomsImportOnlyWhatTheyMay() {
        return mayImport.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(
                        arrow.getKey(),
                        () -> rule(arrow.getKey(), arrow.getValue()).check(production)));
    }

    private ArchRule rule(String room, Set<String> allowed) {
        Set<String> forbidden = new TreeSet<>(mayImport.keySet());
        forbidden.add("app");
        forbidden.remove(room);
        forbidden.removeAll(allowed);
        String[] packages = forbidden.stream().map(ArchitectureTest::packagesOf).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(packagesOf(room))
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages))
                .allowEmptyShould(true);
    }

    /** The folders below that of features are features, rooms of their own. */
    private static String packagesOf(String room) {
        return SERVER + room + (room.equals("feature") ? "" : "..");
    }

    /** The template of a feature shows what one folder and one line can do; so it uses what every feature may. */
    @Test
    void theFeatureInTheTestsUsesOnlyWhatFeaturesMay() {
        String template = SERVER + "feature.door";
        JavaClasses door = new ClassFileImporter()
                .importPackages(template)
                .that(DescribedPredicate.not(simpleNameStartingWith("DoorTest")));
        assertThat(door.size()).isGreaterThan(5);

        rule("feature.door", Set.copyOf(mayImport.get("feature.bell"))).check(door);
        onlyTheSeam().check(door);
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
        onlyTheSeam().check(production);
    }

    private static ArchRule onlyTheSeam() {
        return noClasses()
                .that()
                .resideInAPackage(SERVER + "feature..")
                .should()
                .dependOnClassesThat(resideInAPackage(SERVER + "instance..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                SERVER + "instance.feature..",
                                SERVER + "instance.people..",
                                SERVER + "instance.tick..")))
                        .as("the instance beyond its seam"));
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

    @Test
    void packagesAreSmallEnoughToOverlook() {
        Map<String, Integer> sizes = new TreeMap<>();
        for (JavaClass type : production) {
            if (type.isTopLevelClass()
                    && !isGenerated(type)
                    && !type.getSimpleName().equals("package-info")) {
                sizes.merge(type.getPackageName(), 1, Integer::sum);
            }
        }
        sizes.entrySet().removeIf(one -> one.getValue() <= MAX_TYPES);

        assertThat(sizes).as("packages with more than %d types", MAX_TYPES).isEqualTo(TOO_FULL);
    }

    @Test
    void wordsOfTheGlossaryNameOneThingEach() {
        Map<String, Set<String>> found = new TreeMap<>();
        RESERVED.keySet().forEach(word -> found.put(word, new TreeSet<>()));
        for (JavaClass type : production) {
            if (type.isTopLevelClass() && found.containsKey(type.getSimpleName()) && !isLoadtest(type)) {
                found.get(type.getSimpleName()).add(type.getName());
            }
        }
        assertThat(found).isEqualTo(new TreeMap<>(RESERVED));
    }

    private static boolean isLoadtest(JavaClass type) {
        return type.getPackageName().startsWith("org.parvis.loadtest");
    }

    private static boolean isGenerated(JavaClass type) {
        return type.getPackageName().equals("org.parvis.protocol.v1");
    }

    /**
     * Time that decides something comes in through a clock, which a test can set: that of an instance, of the store, or
     * one given to the constructor. Durations of the process itself are measured where they are.
     */
    @Test
    void timeIsReadFromClocks() {
        DescribedPredicate<JavaCall<?>> readsTime =
                DescribedPredicate.describe("reads the time past all clocks", ArchitectureTest::isTimeRead);
        noClasses()
                .that()
                .resideInAPackage("org.parvis.server..")
                .and(DescribedPredicate.describe("are no clocks", type -> !READ_TIME.contains(outermost(type))))
                .should()
                .callMethodWhere(readsTime)
                .check(production);
        Set<String> readers = new TreeSet<>();
        for (JavaClass type : production) {
            if (type.getPackageName().startsWith("org.parvis.server")
                    && type.getMethodCallsFromSelf().stream().anyMatch(ArchitectureTest::isTimeRead)) {
                readers.add(outermost(type));
            }
        }
        assertThat(readers).as("classes that still need to be on the list").isEqualTo(new TreeSet<>(READ_TIME));
    }

    private static boolean isTimeRead(JavaCall<?> call) {
        String name = call.getTargetOwner().getName() + "." + call.getName();
        return name.equals("java.lang.System.nanoTime")
                || name.equals("java.lang.System.currentTimeMillis")
                || (name.endsWith(".now") && call.getTargetOwner().getName().startsWith("java.time."));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "").substring(SERVER.length());
    }

    /** A slice for every package of ours, except generated code. */
    private static final class OnePackageEach implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return isGenerated(type) ? SliceIdentifier.ignore() : SliceIdentifier.of(name);
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
