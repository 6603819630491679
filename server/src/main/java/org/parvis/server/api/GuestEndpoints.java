package org.parvis.server.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Failures;
import org.parvis.server.endpoint.Json;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Problem;
import org.parvis.server.identity.GuestPolicy;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.limit.Allowance;
import org.parvis.server.identity.limit.Buckets;
import org.parvis.server.identity.login.DeviceId;
import org.parvis.server.identity.login.Refresh;
import org.parvis.server.identity.login.SignedIn;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.people.Person.Profile;
import org.parvis.server.identity.room.IdentityRoom;

/** Becoming somebody, and staying so: guests and refreshed tokens. */
final class GuestEndpoints {
    private final IdentityRoom identity;
    private final Endpoints endpoints;
    private final Buckets newGuests;
    private final GuestPolicy policy;

    GuestEndpoints(IdentityRoom identity, Endpoints endpoints, Buckets newGuests, GuestPolicy policy) {
        this.policy = policy;
        this.identity = identity;
        this.endpoints = endpoints;
        this.newGuests = newGuests;
    }

    void addTo(Routes routes) {
        HttpEndpoint welcome = endpoints.openToStrangers(this::welcome);
        routes.post("/v1/guests", http -> limited(http, welcome))
                .post("/v1/tokens:refresh", endpoints.openRevoking(this::refresh));
    }

    private CompletionStage<HttpReply> limited(HttpCall http, HttpEndpoint endpoint) {
        Allowance allowance = newGuests.take(http.remoteAddress());
        return allowance.granted()
                ? endpoint.answer(http).thenApply(reply -> Failures.withLimits(reply, allowance))
                : HttpEndpoint.now(call -> Failures.tooMany(allowance).reply()).answer(http);
    }

    private HttpReply welcome(Handle db, ApiCall call) {
        if (policy == GuestPolicy.NONE) {
            throw new IdentityException(
                    IdentityException.Kind.ACCOUNT_REQUIRED,
                    "This server has no guests; sign in with an account or by a provider.");
        }
        Profile profile = ProfileInput.fresh(call);
        Person guest = identity.people().addGuest(db, profile);
        SignedIn signedIn = identity.logins().begin(db, guest.id(), device(call));
        return Json.created(Views.signedIn(guest, signedIn));
    }

    /** The device as it names itself; a fresh one when it does not. */
    static DeviceId device(ApiCall call) {
        return call.optionalText("deviceId").map(DeviceId::new).orElseGet(DeviceId::fresh);
    }

    private HttpReply refresh(Handle db, ApiCall call) {
        Refresh outcome = identity.logins().refresh(db, call.text("refreshToken"));
        if (outcome instanceof Refresh.Renewed renewed) {
            Person person = identity.people().get(db, renewed.signedIn().personId());
            return Json.ok(Views.signedIn(person, renewed.signedIn()));
        }
        boolean stolen = ((Refresh.Refused) outcome).stolen();
        String sentence = stolen
                ? "This refresh token was used before, so somebody holds a copy; the login was ended."
                : "This refresh token is not good (any more); sign in again.";
        return Problem.of(HttpResponseStatus.UNAUTHORIZED, stolen ? "refresh-token-reused" : "login-ended", sentence)
                .withHeader("www-authenticate", Failures.CHALLENGE);
    }
}
