package org.parvis.server.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parvis.server.gateway.ShellConfig;
import org.parvis.server.gateway.socket.OriginRule;
import org.parvis.server.gateway.tls.TlsFiles;
import org.parvis.server.http.HostRule;
import org.parvis.server.peer.Network;

/** The part of the configuration that stands between the server and the world: its checks, and its record. */
final class ShellSection {
    private ShellSection() {}

    /** Adds what is wrong. */
    static void check(ServerConfig config, List<String> faults) {
        new Check(config, faults).all();
    }

    private record Check(ServerConfig config, List<String> faults) {
        void all() {
            list(Key.ALLOWED_ORIGINS, OriginRule::new);
            list(Key.ALLOWED_HOSTS, HostRule::new);
            list(Key.TRUSTED_PROXIES, texts -> texts.forEach(Network::parse));
            list(Key.STAFF_ADDRESSES, texts -> texts.forEach(Network::parse));
            Optional<String> certificate = config.optional(Key.TLS_CERT);
            if (certificate.isPresent() != config.optional(Key.TLS_KEY).isPresent()) {
                Key given = certificate.isPresent() ? Key.TLS_CERT : Key.TLS_KEY;
                faults.add(config.fault(given, "tls-cert and tls-key are needed together"));
            }
            config.optional(Key.SECURITY_CONTACT)
                    .filter(contact -> !contact.matches("(mailto:[^\\s@]+@[^\\s@]+|https://[\\x21-\\x7e]+)"))
                    .ifPresent(wrong -> faults.add(config.fault(
                            Key.SECURITY_CONTACT, "must be an address such as mailto:security@venue.example")));
        }

        private void list(Key key, Consumer<List<String>> reader) {
            try {
                reader.accept(config.values(key));
            } catch (IllegalArgumentException wrong) {
                faults.add(config.fault(key, String.valueOf(wrong.getMessage())));
            }
        }
    }

    /** What the gateway needs of it. */
    static ShellConfig of(ServerConfig config) {
        return new ShellConfig(
                tls(config),
                networks(config, Key.TRUSTED_PROXIES),
                config.values(Key.ALLOWED_HOSTS),
                networks(config, Key.STAFF_ADDRESSES),
                Math.min(config.integer(Key.STAFF_RESERVE), config.integer(Key.MAX_CONNECTIONS) - 1),
                new ShellConfig.Rates(
                        config.integer(Key.CONNECTION_RATE_PER_ADDRESS),
                        config.integer(Key.REQUEST_RATE_PER_ADDRESS),
                        config.integer(Key.API_RATE_PER_ADDRESS)));
    }

    private static List<Network> networks(ServerConfig config, Key key) {
        return config.values(key).stream().map(Network::parse).toList();
    }

    private static @Nullable TlsFiles tls(ServerConfig config) {
        return config.optional(Key.TLS_CERT)
                .flatMap(certificate ->
                        config.optional(Key.TLS_KEY).map(key -> new TlsFiles(Path.of(certificate), Path.of(key))))
                .orElse(null);
    }
}
