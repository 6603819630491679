package org.parvis.server.identity.staff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.Scope;

/**
 * Which people a member of the staff may know of: on the server everybody, in a venue those who are or were there, who
 * are kept out of it, or who have a role in it.
 *
 * @param everybody whether there is no limit
 * @param venues ids of the venues meant, when there is one
 * @param organisations ids of the organisations whose roles are known besides
 */
public record Acquaintance(boolean everybody, Set<String> venues, Set<String> organisations) {
    /** Freezes the sets. */
    public Acquaintance {
        venues = Set.copyOf(venues);
        organisations = Set.copyOf(organisations);
    }

    /**
     * Whom roles let somebody know of.
     *
     * @param db a transaction
     * @param grants the roles
     * @param permission for what
     * @return nobody when none of the roles gives the permission
     */
    public static Acquaintance of(Handle db, List<Grant> grants, Permission permission) {
        boolean everybody = false;
        Set<String> venues = new TreeSet<>();
        Set<String> organisations = new TreeSet<>();
        for (Grant grant : grants) {
            if (permission.isGivenBy(grant.role())) {
                switch (grant.scope().kind()) {
                    case SERVER -> everybody = true;
                    case ORGANISATION -> {
                        organisations.add(grant.scope().id());
                        venues.addAll(Organisations.venues(db, grant.scope().id()));
                    }
                    case VENUE -> venues.add(grant.scope().id());
                }
            }
        }
        return new Acquaintance(everybody, venues, organisations);
    }

    /**
     * The limit as a condition on {@code person.id}.
     *
     * @param arguments gets the values of its question marks
     * @return SQL that is true for those who may be known
     */
    public String condition(List<Object> arguments) {
        if (everybody) {
            return "1 = 1";
        }
        List<String> ways = new ArrayList<>();
        if (!venues.isEmpty()) {
            String marks = marks(venues);
            ways.add("id in (select person_id from stay where venue_id in " + marks + ")");
            ways.add("id in (select person_id from venue_visit where venue_id in " + marks + ")");
            arguments.addAll(venues);
            arguments.addAll(venues);
            addScope(ways, arguments, Scope.Kind.VENUE, venues);
        }
        if (!organisations.isEmpty()) {
            addScope(ways, arguments, Scope.Kind.ORGANISATION, organisations);
        }
        return ways.isEmpty() ? "1 = 0" : "(" + String.join(" or ", ways) + ")";
    }

    private static void addScope(List<String> ways, List<Object> arguments, Scope.Kind kind, Set<String> ids) {
        for (String table : List.of("ban", "staff_grant")) {
            ways.add("id in (select person_id from " + table + " where scope_kind = '" + kind.text()
                    + "' and scope_id in " + marks(ids) + ")");
            arguments.addAll(ids);
        }
    }

    private static String marks(Set<String> ids) {
        return "(" + String.join(", ", ids.stream().map(id -> "?").toList()) + ")";
    }

    /**
     * Whether somebody is within the limit.
     *
     * @param db a transaction
     * @param personId any text
     * @return true when they may be known
     */
    public boolean includes(Handle db, String personId) {
        List<Object> arguments = new ArrayList<>();
        String condition = condition(arguments);
        arguments.add(personId);
        return db.select("select 1 from person where " + condition + " and id = ?", arguments.toArray())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }
}
