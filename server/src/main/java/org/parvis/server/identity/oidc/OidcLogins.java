package org.parvis.server.identity.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.secret.Opaque;
import org.parvis.server.identity.secret.Sealing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins by providers, in three steps: {@link #begin} sends the browser away with a sealed cookie, {@link #complete}
 * takes it back with the provider's code, and {@link #take} gives the page, and no other browser's, the outcome.
 *
 * <p>The key of the cookies is this process's: a login that a restart interrupts has to be begun again. Steps one and
 * two may block for seconds: not for event loops.
 */
public final class OidcLogins {
    private static final Logger LOG = LoggerFactory.getLogger(OidcLogins.class);
    private static final long PENDING_MS = 600_000;
    private static final Duration OUTCOME_KEPT = Duration.ofMinutes(1);
    private static final int MOST_OUTCOMES = 10_000;
    private static final int MAX_PATH = 512;
    private static final int KEY_BYTES = 32;

    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final byte[] cookieKey = Opaque.bytes(KEY_BYTES);
    private final InstantSource clock;
    private final Cache<String, Outcome> outcomes = Caffeine.newBuilder()
            .maximumSize(MOST_OUTCOMES)
            .expireAfterWrite(OUTCOME_KEPT)
            .build();

    /**
     * Where a browser goes next.
     *
     * @param location absolute at a provider, or a path of ours
     * @param cookie the value to remember; empty to forget it
     */
    public record Step(URI location, String cookie) {}

    /**
     * Somebody's identity at a provider.
     *
     * @param provider our id of it
     * @param issuer its own name
     * @param subject whom it means
     */
    public record Verified(String provider, String issuer, String subject) {}

    private record Outcome(Verified verified, String binding, AtomicReference<@Nullable Object> taker) {}

    /**
     * Logins by these providers.
     *
     * @param configs in the order to be shown
     * @param clock the time
     */
    public OidcLogins(List<ProviderConfig> configs, InstantSource clock) {
        this.clock = clock;
        ProviderHttp http = new ProviderHttp();
        configs.forEach(config -> providers.put(config.id(), new Provider(config, http)));
    }

    /**
     * The providers.
     *
     * @return as configured
     */
    public List<ProviderConfig> providers() {
        return providers.values().stream().map(Provider::config).toList();
    }

    /**
     * Sends a browser to a provider.
     *
     * @param providerId which
     * @param returnPath a path of our page
     * @return where to
     * @throws IdentityException of kind {@code NOT_FOUND}, {@code UNFIT} for a path that leads elsewhere, or {@code
     *     UNAVAILABLE} when the provider cannot be reached
     */
    public Step begin(String providerId, String returnPath) {
        Provider provider = find(providerId);
        if (!isOwnPath(returnPath)) {
            throw new IdentityException(IdentityException.Kind.UNFIT, "return is to be a path of this server.");
        }
        PendingLogin login = PendingLogin.begin(providerId, returnPath, clock.millis() + PENDING_MS);
        try {
            return new Step(provider.authorization(login), Sealing.seal(login.json(), cookieKey));
        } catch (OidcException away) {
            LOG.warn("Nobody can sign in with {}: {}", provider.config(), away.getMessage());
            throw new IdentityException(
                    IdentityException.Kind.UNAVAILABLE, "This provider cannot be reached now; try again later.");
        }
    }

    private Provider find(String id) {
        Provider provider = providers.get(id);
        if (provider == null) {
            throw new IdentityException(IdentityException.Kind.NOT_FOUND, "There is no such provider.");
        }
        return provider;
    }

    /** A path that stays here: no scheme, no host, nothing a browser would read as one. */
    private static boolean isOwnPath(String path) {
        boolean rooted = path.startsWith("/") && !path.startsWith("//");
        return rooted && path.length() <= MAX_PATH && path.matches("[A-Za-z0-9/_.~?=&%+,;:@-]*");
    }

    /**
     * Takes a browser back.
     *
     * @param cookie as it came, or empty
     * @param answer the query's parameters {@code code}, {@code state}, {@code iss}, {@code error}
     * @return where to: the page, with {@code #signed-in=} and a code for {@link #take}, or with {@code
     *     #sign-in-failed=} and a word that says why
     */
    public Step complete(String cookie, Map<String, String> answer) {
        Optional<PendingLogin> pending = pending(cookie);
        if (pending.isEmpty() || !same(pending.get().state(), answer.getOrDefault("state", ""))) {
            return new Step(URI.create("/#sign-in-failed=expired"), "");
        }
        PendingLogin login = pending.get();
        try {
            Provider provider = find(login.provider());
            refuseWrongIssuer(provider, answer.getOrDefault("iss", ""));
            if (answer.containsKey("error") || !answer.containsKey("code")) {
                return failed(login, "declined");
            }
            String subject = provider.subject(login, answer.getOrDefault("code", ""));
            ProviderConfig config = provider.config();
            String code = Opaque.secret();
            Verified verified = new Verified(config.id(), config.issuer().toString(), subject);
            outcomes.put(Opaque.hash(code), new Outcome(verified, login.binding(), new AtomicReference<>()));
            return new Step(URI.create(login.returnPath() + "#signed-in=" + code), bound(login.binding()));
        } catch (OidcException failure) {
            LOG.warn("A login failed: {}", failure.getMessage());
            return failed(login, failure.isRefused() ? "refused" : "unavailable");
        }
    }

    private Optional<PendingLogin> pending(String cookie) {
        return Sealing.open(cookie, cookieKey)
                .flatMap(PendingLogin::of)
                .filter(login ->
                        login.expiresMs() > clock.millis() && !login.state().isEmpty());
    }

    private static void refuseWrongIssuer(Provider provider, String issuer) throws OidcException {
        boolean silent = issuer.isEmpty() && !provider.metadata().saysIssuer();
        if (!silent && !issuer.equals(provider.config().issuer().toString())) {
            throw new OidcException(true, "An answer for " + provider.config() + " came from another provider");
        }
    }

    private static Step failed(PendingLogin login, String why) {
        return new Step(URI.create(login.returnPath() + "#sign-in-failed=" + why), "");
    }

    /** What the cookie holds from the second step on. */
    private String bound(String binding) {
        return Sealing.seal("bound " + binding, cookieKey);
    }

    /**
     * Gives the outcome of a login to the page of the browser that went through it, once.
     *
     * @param code from the address of the page
     * @param cookie as it came, or empty
     * @param request which asks; the same object when its transaction is run again
     * @return who signed in
     * @throws IdentityException of kind {@code NOT_PROVEN}
     */
    public Verified take(String code, String cookie, Object request) {
        Outcome outcome = outcomes.getIfPresent(Opaque.hash(code));
        String shown = Sealing.open(cookie, cookieKey).orElse("");
        boolean good = outcome != null
                && same("bound " + outcome.binding(), shown)
                && (outcome.taker().compareAndSet(null, request)
                        || outcome.taker().get() == request);
        if (outcome == null || !good) {
            throw new IdentityException(
                    IdentityException.Kind.NOT_PROVEN, "This login is over, or was another browser's; sign in again.");
        }
        return outcome.verified();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(Opaque.digest(one), Opaque.digest(other));
    }
}
