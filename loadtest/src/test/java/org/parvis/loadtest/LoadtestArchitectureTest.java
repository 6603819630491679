package org.parvis.loadtest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.parvis.loadtest", importOptions = ImportOption.DoNotIncludeTests.class)
final class LoadtestArchitectureTest {
    @ArchTest
    static final ArchRule theTesterSpeaksOnlyTheWire =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.parvis.server..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("org.parvis.loadtest.(*)..").should().beFreeOfCycles();
}
