package org.parvis.server.feature.door;

import org.jdbi.v3.core.Handle;
import org.parvis.server.endpoint.ApiCall;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Json;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.IdentityException.Kind;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.instance.feature.InstanceParts;
import tools.jackson.databind.node.ObjectNode;

/** Doors over HTTP: anybody who is signed in may look, the owner opens and closes. Any thread. */
final class DoorEndpoints {
    private final Endpoints endpoints;
    private final InstanceParts<DoorPart> instances;

    DoorEndpoints(Endpoints endpoints, InstanceParts<DoorPart> instances) {
        this.endpoints = endpoints;
        this.instances = instances;
    }

    void addTo(Routes routes) {
        String door = "/v1/doors/{venue}/{door}";
        routes.get(door, endpoints.reading(DoorEndpoints::look))
                .put(door, telling(endpoints.writing(DoorEndpoints::set)));
    }

    private static HttpReply look(Handle db, ApiCall call, Bearer bearer) {
        DoorTable.DoorKey key = key(call);
        return DoorTable.find(db, key.venueId(), key.fixtureId())
                .map(DoorEndpoints::told)
                .orElseThrow(DoorEndpoints::notFound);
    }

    private static HttpReply set(Handle db, ApiCall call, Bearer bearer) {
        DoorTable.DoorKey key = key(call);
        boolean isOpen = call.flag("isOpen", false);
        if (DoorTable.find(db, key.venueId(), key.fixtureId()).isEmpty()) {
            throw notFound();
        }
        return DoorTable.set(db, key, bearer.personId(), isOpen)
                .map(DoorEndpoints::told)
                .orElseThrow(() -> new IdentityException(Kind.NOT_ALLOWED, "Only its owner opens this door."));
    }

    /** After the commit every instance looks. */
    private HttpEndpoint telling(HttpEndpoint inner) {
        return call -> inner.answer(call).whenComplete((reply, failure) -> instances.execute(DoorPart::read));
    }

    private static DoorTable.DoorKey key(ApiCall call) {
        return new DoorTable.DoorKey(call.http().variable("venue"), call.http().variable("door"));
    }

    private static HttpReply told(Door door) {
        ObjectNode json = Json.object();
        json.put("door", door.fixtureId());
        json.put("isOpen", door.isOpen());
        return Json.ok(json);
    }

    private static IdentityException notFound() {
        return new IdentityException(Kind.NOT_FOUND, "Nobody owns such a door.");
    }
}
