package org.parvis.loadtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.client.Trust;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server is played against, and whether it is to be trusted; shared by the commands that play. */
final class ServerOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", description = "The server's join address, ws:// or wss://.")
    private URI url = URI.create(Endpoint.USUAL);

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "PEM file of the certificates that are trusted with wss://, instead of Java's own.")
    private @Nullable Path trust;

    @Option(names = "--insecure", description = "Trusts any certificate and name with wss://: for tests only.")
    private boolean insecure;

    ServerOptions() {}

    /** The server. */
    Endpoint endpoint() {
        boolean secure = Endpoint.isSecure(url);
        if ((!secure && !"ws".equals(url.getScheme())) || url.getHost() == null) {
            throw wrong("--url must look like ws://host:port/v1/join or wss://host/v1/join, not " + url);
        }
        if (!secure && (trust != null || insecure)) {
            throw wrong("--trust and --insecure are for wss:// addresses; --url is " + url);
        }
        if (trust != null && insecure) {
            throw wrong("--trust and --insecure contradict each other: give one of them");
        }
        return new Endpoint(url, secure ? context() : null);
    }

    private SSLContext context() {
        if (insecure) {
            return Trust.anybody();
        }
        try {
            return trust == null ? Trust.usual() : Trust.of(trust);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--trust: " + e.getMessage(), e);
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
