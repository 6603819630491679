package org.parvis.server.endpoint;

import org.parvis.server.identity.Scope;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.identity.login.Bearer;
import org.parvis.server.identity.staff.Deed;
import tools.jackson.databind.node.ObjectNode;

/** What requests of the staff have in common. Stateless. */
public final class StaffInput {
    private static final int MAX_REASON = 500;

    private StaffInput() {}

    public static StaffRole role(ApiCall call) {
        try {
            return StaffRole.of(call.text("role"));
        } catch (IllegalArgumentException unknown) {
            throw ApiFault.unfit("role is organiser, moderator or admin.");
        }
    }

    /** The scope in a body, such as {@code {"kind":"venue","id":"plaza-mayor"}}. */
    public static Scope scope(ApiCall call) {
        ObjectNode scope = call.object("scope");
        String kind = scope.path("kind").asString("");
        try {
            return kind.equals("server")
                    ? Scope.SERVER
                    : Scope.of(kind, scope.path("id").asString(""));
        } catch (IllegalArgumentException unfit) {
            throw ApiFault.unfit("scope.kind is server, organisation or venue; the last two have an id.");
        }
    }

    /** Who acts, and why; the reason is in the body, or in the query of a DELETE. */
    public static Deed deed(ApiCall call, Bearer bearer) {
        String reason = call.optionalText("reason")
                .or(() -> call.http().path().parameter("reason"))
                .orElse("")
                .strip();
        if (reason.length() > MAX_REASON) {
            throw ApiFault.unfit("A reason has at most " + MAX_REASON + " characters.");
        }
        return new Deed(bearer.personId(), reason);
    }
}
