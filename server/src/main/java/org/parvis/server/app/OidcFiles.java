package org.parvis.server.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.parvis.server.identity.oidc.ProviderClient;
import org.parvis.server.identity.oidc.ProviderClient.TokenAuth;
import org.parvis.server.identity.oidc.ProviderConfig;

/**
 * The files that describe identity providers, one each, HOCON or JSON: {@code id}, {@code title}, {@code issuer}, {@code
 * clientId}, {@code redirectUri}, and if wanted {@code clientSecret}, {@code scopes}, {@code tokenAuth}, {@code
 * idTokenAlgorithm} and {@code allowPrivateAddresses}.
 */
final class OidcFiles {
    private OidcFiles() {}

    static List<ProviderConfig> read(List<String> files) throws StartException {
        List<ProviderConfig> providers = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String file : files) {
            try {
                ProviderConfig provider = provider(Path.of(file));
                providers.add(provider);
                if (!ids.add(provider.id())) {
                    faults.add(file + ": the id " + provider.id() + " is another provider's already");
                }
            } catch (ConfigException.Missing missing) {
                faults.add(file + ": needs id, title, issuer, clientId and redirectUri");
            } catch (ConfigException broken) {
                // The parser's own words may quote the file, and with it the secret.
                faults.add(file + " is no readable HOCON or JSON file");
            } catch (IllegalArgumentException unfit) {
                faults.add(file + ": " + unfit.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new StartException(faults);
        }
        return providers;
    }

    private static ProviderConfig provider(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("cannot be read");
        }
        Config config = ConfigFactory.parseFile(
                        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                .resolve();
        return new ProviderConfig(
                config.getString("id"),
                config.getString("title"),
                URI.create(config.getString("issuer")),
                client(config),
                URI.create(config.getString("redirectUri")),
                config.hasPath("scopes") ? config.getStringList("scopes") : List.of(),
                config.hasPath("allowPrivateAddresses") && config.getBoolean("allowPrivateAddresses"));
    }

    private static ProviderClient client(Config config) {
        String algorithm = config.hasPath("idTokenAlgorithm") ? config.getString("idTokenAlgorithm") : "";
        if (!algorithm.isEmpty() && !algorithm.equals("HS256")) {
            throw new IllegalArgumentException(
                    "idTokenAlgorithm is HS256, or left out for tokens signed with the provider's own keys");
        }
        return new ProviderClient(
                config.getString("clientId"),
                config.hasPath("clientSecret") ? config.getString("clientSecret") : "",
                config.hasPath("tokenAuth") ? Optional.of(tokenAuth(config.getString("tokenAuth"))) : Optional.empty(),
                algorithm.equals("HS256"));
    }

    private static TokenAuth tokenAuth(String name) {
        return switch (name) {
            case "client_secret_basic" -> TokenAuth.CLIENT_SECRET_BASIC;
            case "client_secret_post" -> TokenAuth.CLIENT_SECRET_POST;
            default -> throw new IllegalArgumentException("tokenAuth is client_secret_basic or client_secret_post");
        };
    }
}
