package org.parvis.server.app.venue;

import java.util.concurrent.Callable;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.BundleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code venue info}: tells what is in a bundle. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Prints size, floors, zones, buildings, level, licence and sources of a venue.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:printed", " 2:the bundle has faults or is not there"},
        footer = {"", "Examples:", "  venue info plaza-mayor", "  venue info my-square.zip"})
final class InfoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BUNDLE", description = "Folder, zip, or name of a built-in venue.")
    private String bundle = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            VenueSummary.print(
                    VenueSource.resolve(bundle).open(FeatureList.kinds()),
                    spec.commandLine().getOut());
            return VenueCommand.OK;
        } catch (BundleException e) {
            return FaultReport.print(bundle, e, spec.commandLine().getErr());
        }
    }
}
