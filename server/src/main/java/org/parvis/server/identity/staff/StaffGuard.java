package org.parvis.server.identity.staff;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.StaffRole;

/**
 * Says what a member of staff may do to what. Asked in the same transaction as the deed, so a role that was taken a
 * moment ago counts no more. Stateless.
 *
 * <p>Nobody gets more than they have: a role may be given and taken only by an admin whose scope covers the role's, and
 * nobody can act against somebody of the staff without being an admin over that person's roles.
 */
public final class StaffGuard {
    private StaffGuard() {}

    /**
     * Demands a permission in a scope.
     *
     * @param db the transaction
     * @param actorId who wants to act
     * @param permission what is needed
     * @param scope where it is needed
     * @throws IdentityException of kind {@code NOT_ALLOWED}
     */
    public static void demand(Handle db, String actorId, Permission permission, Scope scope) {
        if (!allows(db, Grants.of(db, actorId), permission, scope)) {
            throw new IdentityException(IdentityException.Kind.NOT_ALLOWED, "Your roles do not allow this here.");
        }
    }

    /**
     * Demands a permission in any scope at all, for lists that are then cut down to what {@link #allows}.
     *
     * @param db the transaction
     * @param actorId who wants to act
     * @param permission what is needed
     * @return the actor's roles
     * @throws IdentityException of kind {@code NOT_ALLOWED}
     */
    public static List<Grant> demandSomewhere(Handle db, String actorId, Permission permission) {
        List<Grant> grants = Grants.of(db, actorId);
        if (grants.stream().noneMatch(grant -> permission.isGivenBy(grant.role()))) {
            throw new IdentityException(IdentityException.Kind.NOT_ALLOWED, "Your roles do not allow this.");
        }
        return grants;
    }

    /**
     * Whether roles give a permission in a scope.
     *
     * @param db the transaction
     * @param grants the actor's roles
     * @param permission what is needed
     * @param scope where it is needed
     * @return true when one of them does
     */
    public static boolean allows(Handle db, List<Grant> grants, Permission permission, Scope scope) {
        return grants.stream()
                .filter(grant -> permission.isGivenBy(grant.role()))
                .anyMatch(grant -> Organisations.covers(db, grant.scope(), scope));
    }

    /**
     * Demands that the actor stands above a person: anybody of the staff stands above players, and only an admin whose
     * scopes cover all of a person's roles above one of the staff.
     *
     * @param db the transaction
     * @param actorId who wants to act
     * @param personId against whom
     * @throws IdentityException of kind {@code NOT_ALLOWED}
     */
    public static void demandAbove(Handle db, String actorId, String personId) {
        List<Grant> actor = Grants.of(db, actorId);
        boolean above = Grants.of(db, personId).stream()
                .allMatch(held -> actor.stream()
                        .filter(grant -> grant.role() == StaffRole.ADMIN)
                        .anyMatch(grant -> Organisations.covers(db, grant.scope(), held.scope())));
        if (actorId.equals(personId) || !above) {
            throw new IdentityException(
                    IdentityException.Kind.NOT_ALLOWED, "Only an admin over their roles may do this to staff.");
        }
    }
}
