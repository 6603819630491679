package org.parvis.server.instance;

import org.parvis.protocol.v1.Action;

/** An action on its way through a feature; wants exactly one {@link #reply}, now or at a later tick. Tick thread only. */
public final class ActionCall {
    private final int avatar;
    private final Action action;
    private final Answers answers;
    private boolean answered;

    ActionCall(int avatar, Action action, Answers answers) {
        this.avatar = avatar;
        this.action = action;
        this.answers = answers;
    }

    /** Avatar of the person who acts. */
    public int avatar() {
        return avatar;
    }

    /** What they want. */
    public Action action() {
        return action;
    }

    /** Answers; a second answer is a fault of the feature. */
    public void reply(ActionOutcome outcome) {
        if (answered) {
            throw new IllegalStateException(
                    "Action " + action.getId() + " of avatar " + avatar + " was answered twice");
        }
        answered = true;
        answers.onReply(avatar, action.getId(), outcome);
    }

    boolean isAnswered() {
        return answered;
    }

    /** Where answers go. */
    interface Answers {
        void onReply(int avatar, long actionId, ActionOutcome outcome);
    }
}
