package org.parvis.loadtest;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The load tester's command line. */
@Command(
        name = "parvis-loadtest",
        description = "Plays crowds against a Parvis server and measures what they see.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            CrowdCommand.class,
            RunCommand.class,
            CapacityCommand.class,
            CompareCommand.class,
            MergeCommand.class,
            ScenariosCommand.class
        })
public final class Main implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    /** Made by {@link #main} and tests. */
    public Main() {}

    /**
     * Runs a command and exits with its code: 0 ran, 1 failed, 2 wrong usage, 3 a limit was missed.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // A stack trace for every hundredth buffer would be measured with the server.
        System.setProperty("io.netty.leakDetection.level", "disabled");
        System.exit(commandLine().execute(args));
    }

    /**
     * The command line as an object.
     *
     * @return a fresh one
     */
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        line.getErr().println("parvis-loadtest: " + message);
        line.getErr().flush();
        return failure instanceof UnfitException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    /** Version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        static String current() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"parvis-loadtest " + current()};
        }
    }
}
