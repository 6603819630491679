package org.parvis.server.app.venue;

import java.util.List;
import java.util.concurrent.Callable;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.check.VenueWarnings;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.VenueFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code venue check}: finds every fault of bundles. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks bundles and lists every fault: file, place in the file, problem, how to mend it.",
            "Warns of what works but is likely not meant: places nobody can reach, benches in walls, stages nobody can"
                    + " stand on, kinds nobody knows."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all bundles are in order, perhaps with warnings", " 2:a bundle has faults or is not there"},
        footer = {"", "Examples:", "  venue check my-square/", "  venue check my-square.zip plaza-mayor"})
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "BUNDLE", description = "Folder, zip, or name of a built-in venue.")
    private List<String> bundles = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        int exitCode = VenueCommand.OK;
        for (String bundle : bundles) {
            try {
                LoadedVenue loaded = VenueSource.resolve(bundle).open(FeatureList.kinds());
                List<VenueFault> warnings = VenueWarnings.of(loaded);
                FaultReport.printWarnings(warnings, spec.commandLine().getErr());
                spec.commandLine()
                        .getOut()
                        .println(bundle + ": in order (" + loaded.venue().id() + ", hash "
                                + loaded.hash().substring(0, 12) + ")" + FaultReport.count(warnings));
                spec.commandLine().getOut().flush();
            } catch (BundleException e) {
                exitCode = FaultReport.print(bundle, e, spec.commandLine().getErr());
            }
        }
        return exitCode;
    }
}
