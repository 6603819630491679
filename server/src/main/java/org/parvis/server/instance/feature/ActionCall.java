package org.parvis.server.instance.feature;

import org.parvis.protocol.v1.Action;
import org.parvis.server.instance.people.Visitor;

/**
 * An action on its way through a feature; wants exactly one {@link #reply}, now or at a later tick. It belongs to the
 * visitor who acts, not to their avatar number: a reply after they have left reaches nobody. Tick thread only.
 */
public final class ActionCall {
    private final Visitor visitor;
    private final Action action;
    private final Answers answers;
    private boolean answered;

    /**
     * Made by the instance for each action that it takes.
     *
     * @param visitor who acts
     * @param action what they want
     * @param answers where the reply goes
     */
    public ActionCall(Visitor visitor, Action action, Answers answers) {
        this.visitor = visitor;
        this.action = action;
        this.answers = answers;
    }

    /** Who acts. */
    public Visitor visitor() {
        return visitor;
    }

    /** Avatar of who acts; somebody else's once {@code visitor().isHere()} is false. */
    public int avatar() {
        return visitor.avatar();
    }

    /** What they want. */
    public Action action() {
        return action;
    }

    /**
     * Answers.
     *
     * @throws IllegalStateException when it was answered before, which is a fault of the feature
     */
    public void reply(ActionOutcome outcome) {
        if (answered) {
            throw new IllegalStateException(
                    "Action " + action.getId() + " of avatar " + avatar() + " was answered twice");
        }
        answered = true;
        answers.onReply(this, outcome);
    }

    /** Whether it has been answered. */
    public boolean isAnswered() {
        return answered;
    }

    /** Where answers go. */
    @FunctionalInterface
    public interface Answers {
        /** Takes the one answer to a call. */
        void onReply(ActionCall call, ActionOutcome outcome);
    }
}
