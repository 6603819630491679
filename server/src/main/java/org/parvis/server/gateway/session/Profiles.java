package org.parvis.server.gateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Role;
import org.parvis.server.gateway.stay.SessionProfile;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.instance.people.Identity;

/** Who somebody is to a session and to the instance, from their Hello and what their ticket proved. Stateless. */
final class Profiles {
    private Profiles() {}

    /** The profile of a session that begins; what the Hello tells of look and languages comes first. */
    static SessionProfile of(Hello hello, String name, String venueId, @Nullable Admission admission) {
        return new SessionProfile(
                admission == null ? "" : admission.personId(),
                admission == null ? "" : admission.familyId(),
                venueId,
                name,
                hello.hasLook() || admission == null ? hello.getLook() : look(admission),
                hello.getLanguagesCount() > 0 || admission == null ? hello.getLanguagesList() : admission.languages(),
                roles(admission == null ? Set.of() : admission.roles(venueId)));
    }

    private static Look look(Admission admission) {
        return Look.newBuilder()
                .setBody(admission.look().body())
                .setOutfit(admission.look().outfit())
                .setColor(admission.look().color())
                .setSkin(admission.look().skin())
                .setHair(admission.look().hair())
                .build();
    }

    /** Who runs a place is crew in it; who keeps people safe is known as that. */
    static List<Role> roles(Set<StaffRole> staff) {
        List<Role> roles = new ArrayList<>();
        roles.add(Role.ROLE_GUEST);
        if (staff.contains(StaffRole.ORGANISER)) {
            roles.add(Role.ROLE_CREW);
        }
        if (staff.contains(StaffRole.MODERATOR) || staff.contains(StaffRole.ADMIN)) {
            roles.add(Role.ROLE_MODERATOR);
        }
        return roles;
    }

    /** Who somebody is to the instance: nobody known, or the person of a ticket. */
    static Identity identity(SessionProfile profile, @Nullable Admission admission) {
        if (!profile.hasPerson()) {
            return Identity.ANONYMOUS;
        }
        if (admission == null) {
            return new Identity(Identity.Kind.GUEST, profile.personId(), AgeBand.UNKNOWN);
        }
        Identity.Kind kind = admission.isAccount() ? Identity.Kind.ACCOUNT : Identity.Kind.GUEST;
        return new Identity(kind, profile.personId(), admission.ageBand());
    }
}
