package org.parvis.server.app.venue;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code venue}: holds the subcommands and shows their help. */
@Command(
        name = "venue",
        mixinStandardHelpOptions = true,
        description = "Makes, checks and describes venue bundles.",
        subcommands = {ImportCommand.class, CheckCommand.class, InfoCommand.class},
        footer = {
            "",
            "Examples:",
            "  venue import shibuya.geojson.gz --out shibuya.zip --radius 300 --credit \"City data, CC BY 4.0\"",
            "  venue check shibuya.zip",
            "  venue info plaza-mayor"
        })
public final class VenueCommand implements Callable<Integer> {
    /** Done. */
    static final int OK = 0;

    /** The caller's input cannot be used. */
    static final int BAD_INPUT = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return BAD_INPUT;
    }
}
