package org.parvis.server.endpoint;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Problem;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.identity.secret.Opaque;
import org.parvis.server.store.Answer;
import org.parvis.server.store.Idempotency;
import org.parvis.server.store.Store;

/**
 * Serves a request in one transaction, in which the asker's login is checked as well, and makes a repeated request with
 * the same Idempotency-Key have one effect and one answer.
 *
 * <p>Endpoints are called on event loops: there the request is read and its token's signature checked, some 100 µs; all
 * else happens on threads of the store.
 */
public final class Endpoints {
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{16,128}");
    private static final String NO_ONE = "open";
    private static final long KEEP_MS = TimeUnit.DAYS.toMillis(2);
    private static final long STRANGER_KEEP_MS = 30_000;
    private static final String ETAG = "etag";

    private final IdentityRoom identity;
    private final Store store;

    /** What somebody who is signed in asks for. */
    @FunctionalInterface
    public interface Service {
        /** Inside the transaction; may be run again. */
        HttpReply serve(Handle db, ApiCall call, Bearer bearer);
    }

    /** What anybody may ask for. */
    @FunctionalInterface
    public interface OpenService {
        /** Inside the transaction; may be run again. */
        HttpReply serve(Handle db, ApiCall call);
    }

    /** Something to be looked at before the transaction begins, outside of it; once for each request. */
    @FunctionalInterface
    public interface Check {
        /** Throws when the request is not to be served. */
        void check(ApiCall call);
    }

    private record Request(ApiCall call, String scope, Optional<String> key, long keepMs) {
        /** All that makes the request this one. */
        String hash() {
            String body = new String(call.http().bodyBytes(), StandardCharsets.UTF_8);
            return Opaque.hash(call.http().method() + " " + call.http().path() + "\n" + body);
        }
    }

    public Endpoints(IdentityRoom identity) {
        this.identity = identity;
        store = identity.store();
    }

    /** For those who are signed in; changes nothing. */
    public HttpEndpoint reading(Service service) {
        return guarded(http -> {
            ApiCall call = ApiCall.of(http);
            Bearer bearer = identity.accessTokens().read(call.accessToken());
            return store.read(db -> {
                identity.logins().check(db, bearer);
                return service.serve(db, call, bearer);
            });
        });
    }

    /** For those who are signed in. */
    public HttpEndpoint writing(Service service) {
        return writing(call -> {}, service);
    }

    /** For those who are signed in, after a check. */
    public HttpEndpoint writing(Check check, Service service) {
        return guarded(http -> {
            ApiCall call = ApiCall.of(http);
            Bearer bearer = identity.accessTokens().read(call.accessToken());
            check.check(call);
            Request request = new Request(call, "person:" + bearer.personId(), key(call), KEEP_MS);
            return store.write(db -> {
                identity.logins().check(db, bearer);
                return once(db, request, () -> service.serve(db, call, bearer));
            });
        });
    }

    /** Like {@link #writing}, and ends something live sessions stand on: they hear of it at once. */
    public HttpEndpoint revoking(Service service) {
        HttpEndpoint inner = writing(service);
        return call -> inner.answer(call)
                .whenComplete((reply, failure) -> identity.feed().nudge());
    }

    /** For anybody who shows in the body who they are, by a secret of their own; after a check. */
    public HttpEndpoint open(Check check, OpenService service) {
        return guarded(http -> {
            ApiCall call = ApiCall.of(http);
            check.check(call);
            return anybody(new Request(call, NO_ONE, key(call), KEEP_MS), service);
        });
    }

    /**
     * For anybody at all. With nothing secret in the body, a stranger who happens to choose the same key would get the
     * answer of somebody else, with tokens; so it is given again to the same address only, and not for long.
     */
    public HttpEndpoint openToStrangers(OpenService service) {
        return guarded(http -> {
            ApiCall call = ApiCall.of(http);
            return anybody(
                    new Request(call, NO_ONE + ":" + http.remoteAddress(), key(call), STRANGER_KEEP_MS), service);
        });
    }

    private CompletionStage<HttpReply> anybody(Request request, OpenService service) {
        return store.write(db -> once(db, request, () -> service.serve(db, request.call())));
    }

    /** Like {@link #open}, and may end something. */
    public HttpEndpoint openRevoking(OpenService service) {
        HttpEndpoint inner = open(call -> {}, service);
        return call -> inner.answer(call)
                .whenComplete((reply, failure) -> identity.feed().nudge());
    }

    /** Words the failures of an endpoint. */
    public static HttpEndpoint guarded(HttpEndpoint endpoint) {
        return http -> {
            CompletionStage<HttpReply> reply;
            try {
                reply = endpoint.answer(http);
            } catch (RuntimeException refused) {
                reply = CompletableFuture.failedFuture(refused);
            }
            return reply.exceptionallyCompose(Failures::answered);
        };
    }

    private static Optional<String> key(ApiCall call) {
        Optional<String> key = call.http().header("idempotency-key");
        if (key.isPresent() && !IDEMPOTENCY_KEY.matcher(key.get()).matches()) {
            throw ApiFault.malformed("An Idempotency-Key has 16 to 128 visible characters and should be random.");
        }
        return key;
    }

    /** Demands what only some requests must have. */
    public static void demandKey(ApiCall call) {
        if (call.http().header("idempotency-key").isEmpty()) {
            throw new ApiFault(Problem.of(
                    HttpResponseStatus.BAD_REQUEST,
                    "idempotency-key-missing",
                    "Send an Idempotency-Key, so that a repeated request has one effect."));
        }
    }

    private interface Work {
        HttpReply run();
    }

    private static HttpReply once(Handle db, Request request, Work work) {
        if (request.key().isEmpty()) {
            return work.run();
        }
        String secret = request.scope() + "\n" + request.key().get();
        Answer answer = Idempotency.once(db, claim(request, secret), () -> {
            HttpReply reply = work.run();
            String body =
                    StandardCharsets.UTF_8.decode(reply.body().duplicate()).toString();
            String etag = reply.headers().getOrDefault(ETAG, "");
            return new Answer(reply.status().code(), SealedAnswer.seal(etag + "\n" + body, secret));
        });
        String[] kept = SealedAnswer.open(answer.body(), secret).split("\n", 2);
        HttpResponseStatus status = HttpResponseStatus.valueOf(answer.status());
        HttpReply reply = kept[1].isEmpty() ? Json.nothing() : HttpReply.text(status, contentType(status), kept[1]);
        return kept[0].isEmpty() ? reply : reply.withHeader(ETAG, kept[0]);
    }

    private static Idempotency.Claim claim(Request request, String secret) {
        return new Idempotency.Claim(request.scope(), Opaque.hash(secret), request.hash(), request.keepMs());
    }

    private static String contentType(HttpResponseStatus status) {
        return status.code() < 400 ? "application/json" : "application/problem+json";
    }
}
