package org.parvis.server.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.CookieHeaderNames.SameSite;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jdbi.v3.core.Handle;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Json;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.InputFault;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.login.SignedIn;
import org.parvis.server.identity.oidc.Links;
import org.parvis.server.identity.oidc.OidcLogins;
import org.parvis.server.identity.oidc.ProviderConfig;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.room.IdentityRoom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signing in with a provider. The one cookie of this server lives here: sealed, ten minutes, out of reach of scripts,
 * and good for nothing but going on with the login that set it.
 */
final class OidcEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(OidcEndpoints.class);
    private static final String COOKIE = "parvis-oidc";
    private static final String COOKIE_PATH = "/v1/oidc";
    private static final long COOKIE_S = 600;
    private static final List<String> ANSWER = List.of("code", "state", "iss", "error");

    private final IdentityRoom identity;
    private final Endpoints endpoints;
    private final Executor providerThreads;

    OidcEndpoints(IdentityRoom identity, Endpoints endpoints, Executor providerThreads) {
        this.identity = identity;
        this.endpoints = endpoints;
        this.providerThreads = providerThreads;
    }

    void addTo(Routes routes) {
        routes.get("/v1/oidc", HttpEndpoint.now(http -> providers()))
                .get("/v1/oidc/callback", walked(HttpEndpoint.on(providerThreads, this::callback)))
                .get("/v1/oidc/{provider}/start", walked(HttpEndpoint.on(providerThreads, this::start)))
                .post("/v1/oidc/finish", endpoints.open(call -> {}, this::finish));
    }

    private HttpReply providers() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("providers");
        for (ProviderConfig provider : identity.oidc().providers()) {
            list.addObject().put("id", provider.id()).put("title", provider.title());
        }
        return Json.ok(json);
    }

    /** Browsers walk here: they are sent back to the page whatever happens, and never shown JSON. */
    private HttpEndpoint walked(HttpEndpoint endpoint) {
        return http -> {
            try {
                return endpoint.answer(http).exceptionally(this::givenUp);
            } catch (RejectedExecutionException busy) {
                return CompletableFuture.completedFuture(givenUp(busy));
            }
        };
    }

    private HttpReply givenUp(Throwable failure) {
        if (!(failure instanceof RejectedExecutionException)) {
            LOG.error("A login by a provider failed", failure);
        }
        return redirect(HttpResponseStatus.SEE_OTHER, OidcLogins.busy());
    }

    private HttpReply start(HttpCall http) {
        String returnPath;
        try {
            returnPath = http.path().parameter("return").orElse("/");
        } catch (InputFault unreadable) {
            returnPath = "/";
        }
        OidcLogins.Step step = identity.oidc().begin(http.variable("provider"), returnPath);
        boolean away = step.location().isAbsolute();
        return redirect(away ? HttpResponseStatus.FOUND : HttpResponseStatus.SEE_OTHER, step);
    }

    private HttpReply callback(HttpCall http) {
        Map<String, String> answer = new LinkedHashMap<>();
        for (String name : ANSWER) {
            try {
                http.path().parameter(name).ifPresent(value -> answer.put(name, value));
            } catch (InputFault unreadable) {
                answer.put("error", "unreadable");
            }
        }
        return redirect(HttpResponseStatus.SEE_OTHER, identity.oidc().complete(cookie(http), answer));
    }

    private HttpReply redirect(HttpResponseStatus status, OidcLogins.Step step) {
        DefaultCookie cookie = new DefaultCookie(COOKIE, step.cookie());
        cookie.setPath(COOKIE_PATH);
        cookie.setHttpOnly(true);
        cookie.setSecure(identity.oidc().providers().stream().allMatch(ProviderConfig::isSecure));
        cookie.setMaxAge(step.cookie().isEmpty() ? 0 : COOKIE_S);
        cookie.setSameSite(SameSite.Lax);
        return HttpReply.empty(status)
                .withHeader("location", step.location().toString())
                .withHeader("cache-control", "no-store")
                .withHeader("set-cookie", ServerCookieEncoder.STRICT.encode(cookie));
    }

    private static String cookie(HttpCall http) {
        return ServerCookieDecoder.STRICT.decode(http.header("cookie").orElse("")).stream()
                .filter(cookie -> cookie.name().equals(COOKIE))
                .map(Cookie::value)
                .findFirst()
                .orElse("");
    }

    /** A newcomer becomes an account; a guest who is signed in becomes one without losing anything. */
    private HttpReply finish(Handle db, ApiCall call) {
        Optional<Bearer> bearer = call.optionalAccessToken().map(identity.accessTokens()::read);
        bearer.ifPresent(known -> identity.logins().check(db, known));
        OidcLogins.Verified verified = identity.oidc().take(call.text("code"), cookie(call.http()), call.visit());
        Links links = identity.links();
        String personId = links.person(db, verified).orElseGet(() -> {
            String newcomer = bearer.map(Bearer::personId)
                    .orElseGet(() -> identity.people()
                            .addGuest(db, ProfileInput.fresh(call))
                            .id());
            links.add(db, verified, newcomer);
            identity.people().becomeAccount(db, newcomer);
            return newcomer;
        });
        Person person = identity.people().get(db, personId);
        SignedIn signedIn = identity.logins().begin(db, personId, GuestEndpoints.device(call));
        return Json.created(Views.signedIn(person, signedIn));
    }
}
