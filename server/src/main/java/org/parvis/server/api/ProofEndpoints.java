package org.parvis.server.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.ApiFault;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Failures;
import org.parvis.server.endpoint.Json;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.InputFault;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.limit.Allowance;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.login.SignedIn;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.proof.DeviceChallenges;
import org.parvis.server.identity.proof.DeviceKey;
import org.parvis.server.identity.proof.DeviceKeys;
import org.parvis.server.identity.room.IdentityRoom;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Other ways in than the token of one device, which make a guest an account: recovery codes and device keys. */
final class ProofEndpoints {
    private final IdentityRoom identity;
    private final Endpoints endpoints;

    ProofEndpoints(IdentityRoom identity, Endpoints endpoints) {
        this.identity = identity;
        this.endpoints = endpoints;
    }

    void addTo(Routes routes) {
        HttpEndpoint recover = endpoints.open(call -> {}, this::recover);
        HttpEndpoint deviceLogin = endpoints.open(call -> {}, this::deviceLogin);
        routes.post("/v1/me/recovery-code", endpoints.writing(this::recoveryCode))
                .post("/v1/recoveries", http -> guarded(http, "", recover))
                .post("/v1/device-challenges", HttpEndpoint.now(http -> challenge()))
                .post("/v1/me/device-keys", endpoints.writing(this::addKey))
                .get("/v1/me/device-keys", endpoints.reading(this::listKeys))
                .delete("/v1/me/device-keys/{id}", endpoints.writing(this::removeKey))
                .post("/v1/device-logins", http -> guarded(http, credential(http), deviceLogin));
    }

    private static String credential(HttpCall http) {
        try {
            return ApiCall.of(http).optionalText("keyId").orElse("");
        } catch (ApiFault | InputFault unreadable) {
            return "";
        }
    }

    /** Tries a proof unless too many were wrong, and counts it when it is. */
    private CompletionStage<HttpReply> guarded(HttpCall http, String credential, HttpEndpoint endpoint) {
        String address = http.remoteAddress();
        Allowance allowance = identity.loginGuard().ask(address, credential);
        if (!allowance.granted()) {
            return CompletableFuture.completedFuture(Failures.tooMany(allowance).reply());
        }
        return endpoint.answer(http).thenApply(reply -> {
            if (reply.status().code() == 403) {
                identity.loginGuard().failed(address, credential);
            }
            return reply;
        });
    }

    private HttpReply recoveryCode(Handle db, ApiCall call, Bearer bearer) {
        String code = identity.recoveryCodes().issue(db, bearer.personId());
        identity.people().becomeAccount(db, bearer.personId());
        return Json.created(Json.object().put("recoveryCode", code));
    }

    private HttpReply recover(Handle db, ApiCall call) {
        String owner = identity.recoveryCodes()
                .owner(db, call.text("recoveryCode"))
                .orElseThrow(() -> new IdentityException(
                        IdentityException.Kind.NOT_PROVEN, "This is no recovery code of anybody here."));
        return signedIn(db, call, owner);
    }

    private HttpReply challenge() {
        ObjectNode json = Json.object();
        json.put("challenge", identity.challenges().issue());
        json.put("expiresInS", DeviceChallenges.LIFETIME_MS / 1_000);
        return Json.created(json);
    }

    private HttpReply addKey(Handle db, ApiCall call, Bearer bearer) {
        String publicKey = identity.deviceKeys().proven(call.object("publicKey").toString(), signed(call));
        DeviceKey key = identity.deviceKeys().add(db, bearer.personId(), publicKey, call.text("label"));
        identity.people().becomeAccount(db, bearer.personId());
        return Json.created(Views.deviceKey(key));
    }

    private static DeviceKeys.Signed signed(ApiCall call) {
        return new DeviceKeys.Signed(call.text("challenge"), call.text("signature"), call.visit());
    }

    private HttpReply listKeys(Handle db, ApiCall call, Bearer bearer) {
        ObjectNode json = Json.object();
        ArrayNode keys = json.putArray("deviceKeys");
        identity.deviceKeys().list(db, bearer.personId()).forEach(key -> keys.add(Views.deviceKey(key)));
        return Json.ok(json);
    }

    private HttpReply removeKey(Handle db, ApiCall call, Bearer bearer) {
        if (!identity.deviceKeys().remove(db, bearer.personId(), call.http().variable("id"))) {
            throw new IdentityException(IdentityException.Kind.NOT_FOUND, "You have no such device.");
        }
        return Json.nothing();
    }

    private HttpReply deviceLogin(Handle db, ApiCall call) {
        return signedIn(db, call, identity.deviceKeys().owner(db, call.text("keyId"), signed(call)));
    }

    private HttpReply signedIn(Handle db, ApiCall call, String personId) {
        Person person = identity.people().get(db, personId);
        SignedIn signedIn = identity.logins().begin(db, personId, GuestEndpoints.device(call));
        return Json.created(Views.signedIn(person, signedIn));
    }
}
