package org.parvis.server.endpoint;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.InputFault;
import org.parvis.server.http.Problem;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.limit.Allowance;
import org.parvis.server.store.IdempotencyConflict;
import org.parvis.server.store.StoreException;
import org.parvis.server.store.UnfitTextException;

/** Failures as problems. What is not expected goes on, becomes a 500 and a line in the log. Stateless. */
public final class Failures {
    /** Asks for another access token. */
    public static final String CHALLENGE = "Bearer realm=\"parvis\", error=\"invalid_token\"";

    private static final String RETRY_AFTER_S = "2";

    private Failures() {}

    public static CompletionStage<HttpReply> answered(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ApiFault fault) {
            return CompletableFuture.completedFuture(fault.reply());
        }
        if (cause instanceof InputFault fault) {
            return CompletableFuture.completedFuture(fault.reply());
        }
        if (cause instanceof IdentityException refusal) {
            return CompletableFuture.completedFuture(reply(refusal));
        }
        if (cause instanceof UnfitTextException unfit) {
            return CompletableFuture.completedFuture(
                    InputFault.unfit(unfit.getMessage() + ".").reply());
        }
        if (cause instanceof StoreException away) {
            return CompletableFuture.completedFuture(reply(away));
        }
        if (cause instanceof IdempotencyConflict) {
            return CompletableFuture.completedFuture(Problem.of(
                    HttpResponseStatus.UNPROCESSABLE_ENTITY,
                    "idempotency-key-reused",
                    "This Idempotency-Key came with another request before."));
        }
        return CompletableFuture.failedFuture(cause);
    }

    private static HttpReply reply(IdentityException refusal) {
        HttpReply reply = Problem.of(status(refusal.kind()), refusal.kind().text(), refusal.sentence());
        return switch (refusal.kind()) {
            case NOT_SIGNED_IN, LOGIN_ENDED -> reply.withHeader("www-authenticate", CHALLENGE);
            case UNAVAILABLE -> reply.withHeader("retry-after", RETRY_AFTER_S);
            case TICKET_INVALID,
                    TICKET_USED,
                    TICKET_EXPIRED,
                    BANNED,
                    ACCOUNT_REQUIRED,
                    NOT_PROVEN,
                    NAME_TAKEN,
                    NOT_ALLOWED,
                    NOT_FOUND,
                    CONFLICT,
                    UNFIT -> reply;
        };
    }

    private static HttpResponseStatus status(IdentityException.Kind kind) {
        return switch (kind) {
            case NOT_SIGNED_IN, LOGIN_ENDED -> HttpResponseStatus.UNAUTHORIZED;
            case TICKET_INVALID,
                    TICKET_USED,
                    TICKET_EXPIRED,
                    BANNED,
                    ACCOUNT_REQUIRED,
                    NAME_TAKEN,
                    NOT_PROVEN,
                    NOT_ALLOWED -> HttpResponseStatus.FORBIDDEN;
            case NOT_FOUND -> HttpResponseStatus.NOT_FOUND;
            case CONFLICT -> HttpResponseStatus.CONFLICT;
            case UNFIT -> HttpResponseStatus.UNPROCESSABLE_ENTITY;
            case UNAVAILABLE -> HttpResponseStatus.SERVICE_UNAVAILABLE;
        };
    }

    private static HttpReply reply(StoreException away) {
        String sentence = switch (away.kind()) {
            case BUSY -> "Too much is going on; please try again shortly.";
            case UNAVAILABLE -> "The database is away; nothing was done, please try again shortly.";
            case UNCERTAIN -> "The database went away in the middle; try again with the same Idempotency-Key.";
        };
        String type = switch (away.kind()) {
            case BUSY -> "busy";
            case UNAVAILABLE -> "unavailable";
            case UNCERTAIN -> "uncertain";
        };
        return Problem.of(HttpResponseStatus.SERVICE_UNAVAILABLE, type, sentence)
                .withHeader("retry-after", RETRY_AFTER_S);
    }

    /** A quota that is used up. */
    public static ApiFault tooMany(Allowance allowance) {
        HttpReply reply = Problem.of(
                        HttpResponseStatus.TOO_MANY_REQUESTS,
                        "too-many-" + allowance.quota().name(),
                        "That was tried too often; please wait a little.")
                .withHeader("retry-after", Integer.toString(allowance.retryAfterS()));
        return new ApiFault(withLimits(reply, allowance));
    }

    /** Tells what is left of a quota (the IETF's RateLimit fields). */
    public static HttpReply withLimits(HttpReply reply, Allowance allowance) {
        String name = '"' + allowance.quota().name() + '"';
        int windowS = Math.max(
                1,
                allowance.quota().burst()
                        * allowance.quota().windowS()
                        / allowance.quota().perWindow());
        return reply.withHeader(
                        "ratelimit-policy", name + ";q=" + allowance.quota().burst() + ";w=" + windowS)
                .withHeader(
                        "ratelimit",
                        name + ";r=" + allowance.remaining() + ";t=" + Math.max(1, allowance.retryAfterS()));
    }
}
