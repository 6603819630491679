package org.parvis.server.api;

import java.util.List;
import java.util.function.Function;
import org.parvis.server.endpoint.Json;
import org.parvis.server.identity.Look;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.login.AccessTokens;
import org.parvis.server.identity.login.SignedIn;
import org.parvis.server.identity.people.Person;
import org.parvis.server.identity.proof.DeviceKey;
import org.parvis.server.identity.staff.Ban;
import org.parvis.server.identity.staff.StaffGrant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API shows of things. Stateless. */
final class Views {
    private Views() {}

    static ObjectNode person(Person person) {
        Person.Profile profile = person.profile();
        ObjectNode json = Json.object();
        json.put("id", person.id());
        json.put("kind", person.kind().text());
        json.put("name", profile.name());
        json.set("look", look(profile.look()));
        json.set("languages", Json.of(profile.languages()));
        json.set("settings", Json.stored(profile.settings()));
        json.put("ageBand", profile.ageBand().text());
        json.put("createdAt", Json.time(person.createdMs()));
        return json;
    }

    /** What staff see of a person: no settings, which are the person's own business, and an age only where it is needed. */
    static ObjectNode personForStaff(Person person, boolean withAge) {
        ObjectNode json = person(person);
        json.remove("settings");
        if (!withAge) {
            json.remove("ageBand");
        }
        json.put("seenAt", Json.time(person.seenMs()));
        return json;
    }

    private static ObjectNode look(Look look) {
        ObjectNode json = Json.object();
        json.put("body", look.body());
        json.put("outfit", look.outfit());
        json.put("color", look.color());
        json.put("skin", look.skin());
        json.put("hair", look.hair());
        return json;
    }

    static ObjectNode signedIn(Person person, SignedIn signedIn) {
        ObjectNode json = Json.object();
        json.set("person", person(person));
        json.put("accessToken", signedIn.accessToken());
        json.put("expiresInS", AccessTokens.LIFETIME_S);
        json.put("refreshToken", signedIn.refreshToken());
        json.put("deviceId", signedIn.deviceId());
        return json;
    }

    static ObjectNode deviceKey(DeviceKey key) {
        ObjectNode json = Json.object();
        json.put("id", key.id());
        json.put("label", key.label());
        json.put("createdAt", Json.time(key.createdMs()));
        if (key.usedMs() > 0) {
            json.put("usedAt", Json.time(key.usedMs()));
        }
        return json;
    }

    static ObjectNode scope(Scope scope) {
        ObjectNode json = Json.object();
        json.put("kind", scope.kind().text());
        json.put("id", scope.id());
        return json;
    }

    static ObjectNode role(StaffGrant grant) {
        ObjectNode json = Json.object();
        json.put("id", grant.id());
        json.put("personId", grant.personId());
        json.put("role", grant.grant().role().text());
        json.set("scope", scope(grant.grant().scope()));
        json.put("grantedBy", grant.grantedBy());
        json.put("createdAt", Json.time(grant.createdMs()));
        return json;
    }

    static ObjectNode ban(Ban ban) {
        ObjectNode json = Json.object();
        json.put("id", ban.id());
        json.put("personId", ban.personId());
        json.set("scope", scope(ban.scope()));
        json.put("reason", ban.reason());
        json.put("createdBy", ban.createdBy());
        json.put("createdAt", Json.time(ban.createdMs()));
        ban.untilMs().ifPresent(untilMs -> json.put("until", Json.time(untilMs)));
        json.put("devices", ban.devices());
        return json;
    }

    /**
     * A page of a list.
     *
     * @param name of the list
     * @param found one more than the page has, when there are more
     * @param limit entries of a page
     * @param view of an entry; an empty object hides it from this asker, so a page may be short
     * @param cursor of an entry, for the page behind it
     */
    static <T> ObjectNode page(
            String name, List<T> found, int limit, Function<T, ? extends JsonNode> view, Function<T, String> cursor) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray(name);
        found.stream().limit(limit).map(view).filter(entry -> !entry.isEmpty()).forEach(list::add);
        if (found.size() > limit) {
            json.put("nextCursor", cursor.apply(found.get(limit - 1)));
        }
        return json;
    }
}
