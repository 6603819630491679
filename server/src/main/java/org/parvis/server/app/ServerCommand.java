package org.parvis.server.app;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parvis.server.app.config.ConfigException;
import org.parvis.server.app.config.ConfigReader;
import org.parvis.server.app.config.Key;
import org.parvis.server.app.config.ServerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. The options of the configuration keys are added by {@link Main}. */
@Command(
        name = "parvis-server",
        mixinStandardHelpOptions = true,
        versionProvider = ServerCommand.VersionLine.class,
        customSynopsis = {
            "parvis-server [options]",
            "parvis-server venue import|check|info ...",
            "parvis-server data backup|restore|info|outbox|people|erased|end-logins ...",
            "parvis-server admin bootstrap|list|grant|revoke|assign|rotate-keys ..."
        },
        description = "Hosts venues that people walk through together, in a browser.",
        footer = {
            "",
            "Every option may also stand in the file of --config (port = 8080) or in the environment",
            "(PARVIS_PORT=8080). Options win over the environment, the environment over the file.",
            "",
            "Examples:",
            "  parvis-server                                   the built-in venue on port 8080",
            "  parvis-server --port 0 --host 127.0.0.1         any free port, this machine only",
            "  parvis-server --venue plaza-mayor --venue my-bundle.zip",
            "  parvis-server --config parvis.conf --log-format json",
            "  parvis-server venue --help                      make and check venue bundles",
            "  parvis-server admin --help                      give and take staff roles",
            "  parvis-server data --help                       back up, restore and check the database",
        })
final class ServerCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--config", paramLabel = "<file>", description = "configuration file (HOCON or JSON)")
    @Nullable
    Path file;

    @Option(
            names = "--accept-loss",
            description = "start although the database has lost something that was acknowledged")
    private boolean acceptLoss;

    ServerCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws StartException {
        ServerConfig config;
        try {
            config = ConfigReader.read(flags(), environment, Optional.ofNullable(file));
        } catch (ConfigException unusable) {
            throw new StartException(unusable.faults());
        }
        LogSetup.apply(config.text(Key.LOG_FORMAT), config.text(Key.LOG_LEVEL));
        ParvisServer server = ParvisServer.start(config, acceptLoss);
        Shutdown.onSignal(server, config.milliseconds(Key.DRAIN_TIME));
        server.announce(spec().commandLine().getOut());
        return 0;
    }

    private Map<Key, List<String>> flags() {
        Map<Key, List<String>> flags = new EnumMap<>(Key.class);
        ParseResult parsed = spec().commandLine().getParseResult();
        for (Key key : Key.values()) {
            String name = "--" + key.text();
            if (parsed.hasMatchedOption(name)) {
                flags.put(key, parsed.matchedOption(name).stringValues());
            }
        }
        return flags;
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("Command used before picocli set it up");
        }
        return spec;
    }

    /** Prints {@code --version}. */
    static final class VersionLine implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "parvis " + Version.text() + " (Java " + Runtime.version().feature() + ")"
            };
        }
    }
}
