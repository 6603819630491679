package org.parvis.server.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parvis.server.app.admin.AdminCommand;
import org.parvis.server.app.config.Key;
import org.parvis.server.app.config.Nearest;
import org.parvis.server.app.data.DataCommand;
import org.parvis.server.app.venue.VenueCommand;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: no subcommand runs the server, {@code venue} works on venue bundles, {@code data} on the
 * database, {@code admin} on staff roles.
 *
 * <p>Exit codes: 0 done, 1 a fault of ours, 2 something the caller can mend.
 */
public final class Main {
    private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

    private Main() {}

    /**
     * Runs a command. A server goes on running on its own threads after this returns.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // Until a command says otherwise: a library that logs must not do so in its own way.
        LogSetup.apply("human", "warn");
        // A stack trace for every hundredth buffer is for tests to pay; -D sets it to another level.
        if (System.getProperty(LEAK_DETECTION) == null) {
            System.setProperty(LEAK_DETECTION, "disabled");
        }
        int exitCode = commandLine(System.getenv()).execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine(Map<String, String> environment) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new ServerCommand(environment));
        spec.usageMessage().width(100).sortOptions(false);
        for (Key key : Key.values()) {
            if (!key.isSecret()) {
                spec.addOption(option(key));
            }
        }
        CommandLine commands = new CommandLine(spec)
                .addSubcommand(new VenueCommand())
                .addSubcommand(new DataCommand())
                .addSubcommand(new AdminCommand());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setParameterExceptionHandler(Main::onWrongUsage);
        commands.setExecutionExceptionHandler(Main::onFailure);
        return commands;
    }

    private static OptionSpec option(Key key) {
        OptionSpec.Builder option = OptionSpec.builder("--" + key.text())
                .paramLabel(key.placeholder())
                .description(key.description());
        return key.isList()
                ? option.type(List.class)
                        .auxiliaryTypes(String.class)
                        .splitRegex(",")
                        .build()
                : option.type(String.class).build();
    }

    private static int onWrongUsage(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + problem.getMessage() + suggestion(problem));
        err.println("Try " + command.getCommandSpec().qualifiedName() + " --help");
        return 2;
    }

    private static String suggestion(ParameterException problem) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return "";
        }
        CommandLine command = problem.getCommandLine();
        List<String> known = new ArrayList<>(command.getSubcommands().keySet());
        known.addAll(command.getCommandSpec().optionsMap().keySet());
        String typed = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        return Nearest.to(typed, known)
                .map(best -> "; did you mean " + best + "?")
                .orElse("");
    }

    private static int onFailure(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof StartException known) {
            known.lines().forEach(line -> err.println("parvis: " + line));
            return 2;
        }
        err.println("parvis: failed unexpectedly; this is a fault of the program:");
        failure.printStackTrace(err);
        return 1;
    }
}
