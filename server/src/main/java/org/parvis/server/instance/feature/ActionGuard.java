package org.parvis.server.instance.feature;

import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.Role;

/**
 * Stands in front of all actions of an instance, whichever feature handles them: mutes, slow modes, gates for roles.
 * Guards are asked in the order in which they were added; the first that objects answers the action. Tick thread only.
 */
@FunctionalInterface
public interface ActionGuard {
    /**
     * Looks at an action before it is done.
     *
     * @param call who acts and what they want; not to be answered here
     * @param kind name of the kind: {@code chat}, {@code emote}, {@code interact}, {@code reaction}, or that of a
     *     feature's own request
     * @return null to let it pass, else what the person is told
     */
    @Nullable
    ActionOutcome objection(ActionCall call, String kind);

    /**
     * A guard that keeps a kind of action for those who have a role.
     *
     * @param kind name of the kind
     * @param role who may do it
     */
    static ActionGuard onlyFor(String kind, Role role) {
        ActionOutcome refusal = ActionOutcome.refused(ActionCode.ACTION_CODE_FORBIDDEN, "You may not do that here.");
        return (call, asked) -> asked.equals(kind) && !call.visitor().profile().has(role) ? refusal : null;
    }
}
