package org.parvis.loadtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.scenario.ScenarioException;
import org.parvis.loadtest.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scenarios}: lists the built-in scenarios or prints one, to start one's own from. */
@Command(
        name = "scenarios",
        mixinStandardHelpOptions = true,
        description = "Lists the built-in scenarios, or prints one to start your own from.",
        footerHeading = "%nExamples:%n",
        footer = {"  scenarios", "  scenarios plaza > my-evening.yaml"})
final class ScenariosCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The one to print.")
    private @Nullable String name;

    ScenariosCommand() {}

    @Override
    public Integer call() throws IOException, ScenarioException {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            for (String builtIn : Scenarios.BUILT_IN) {
                out.printf("%-16s %s%n", builtIn, Scenarios.read(builtIn).description());
            }
        } else if (Scenarios.BUILT_IN.contains(name)) {
            out.print(Scenarios.builtInText(name));
        } else {
            throw new ParameterException(
                    spec.commandLine(), "no built-in scenario " + name + "; there are " + Scenarios.BUILT_IN);
        }
        out.flush();
        return 0;
    }
}
