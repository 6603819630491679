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
import java.util.concurrent.ConcurrentHashMap;
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
    private static final long TOLD_EVERY_MS = 60_000;
    private static final Duration OUTCOME_KEPT = Duration.ofMinutes(1);
    private static final int MOST_OUTCOMES = 10_000;
    private static final int MAX_PATH = 512;
    private static final int KEY_BYTES = 32;

    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Map<String, Long> toldMs = new ConcurrentHashMap<>();
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
        configs.forEach(config -> providers.put(config.id(), new Provider(config)));
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
     * Sends a browser to a provider. Browsers come here by a click, so whatever goes wrong they end on our page.
     *
     * @param providerId which; any text
     * @param returnPath a path of our page; anything else stands for its front
     * @return where to: to the provider, or back with {@code #sign-in-failed=} and {@code unknown}, {@code refused} or
     *     {@code unavailable}
     */
    public Step begin(String providerId, String returnPath) {
        PendingLogin login =
                PendingLogin.begin(providerId, isOwnPath(returnPath) ? returnPath : "/", clock.millis() + PENDING_MS);
        Provider provider = providers.get(providerId);
        if (provider == null) {
            return failed(login, "unknown");
        }
        try {
            return new Step(provider.authorization(login), Sealing.seal(login.json(), cookieKey));
        } catch (OidcException fault) {
            tell(provider, fault);
            return failed(login, fault.isRefused() ? "refused" : "unavailable");
        }
    }

    /**
     * Where a browser goes when nobody has time for its login.
     *
     * @return the front of our page, with {@code #sign-in-failed=unavailable}
     */
    public static Step busy() {
        return new Step(URI.create("/#sign-in-failed=unavailable"), "");
    }

    /** For the operator, at most once a minute and provider: anybody can press the button again and again. */
    private void tell(Provider provider, OidcException fault) {
        long nowMs = clock.millis();
        Long before = toldMs.get(provider.config().id());
        if (before == null || Math.abs(nowMs - before) >= TOLD_EVERY_MS) {
            toldMs.put(provider.config().id(), nowMs);
            LOG.warn("Nobody can sign in with {}: {}", provider.config(), fault.getMessage());
        } else {
            LOG.debug("Nobody can sign in with {}: {}", provider.config(), fault.getMessage());
        }
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
        Provider provider = providers.get(login.provider());
        if (provider == null) {
            return failed(login, "unknown");
        }
        try {
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
            tell(provider, failure);
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
        boolean silent = issuer.isEmpty() && !provider.saysIssuer();
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
