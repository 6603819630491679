package org.parvis.loadtest.crowd;

import org.parvis.loadtest.measure.Tally;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ActionReply;

/** What one person says and shows, one thing at a time, and what the server answers. Event loop only. */
final class Talking {
    private int actions;
    private long sentNs;
    private boolean chatting;

    /** The person was let in; what was asked before is not answered any more. */
    void begin() {
        sentNs = 0;
    }

    /** Whether the last action is still unanswered. */
    boolean isBusy() {
        return sentNs != 0;
    }

    /** Gives an action its number; it is to be sent at once. */
    Action.Builder ask(Action.Builder action, Tally tally, long nowNs) {
        actions++;
        sentNs = nowNs;
        chatting = action.hasChat();
        tally.chatsSent += chatting ? 1 : 0;
        return action.setId(actions);
    }

    /**
     * The server answers.
     *
     * @param timed whether the person reads at once, so that the time of the answer tells something
     */
    void onReply(ActionReply reply, Tally tally, long nowNs, boolean timed) {
        boolean done = reply.getCode() == ActionCode.ACTION_CODE_DONE;
        if (reply.getId() == actions && sentNs != 0) {
            if (timed) {
                Tally.record(tally.action, nowNs - sentNs);
            }
            tally.chatsDone += chatting && done ? 1 : 0;
            sentNs = 0;
        }
        if (done) {
            tally.actionsDone++;
        } else {
            tally.actionsRefused++;
            tally.refusedActions.merge(reply.getCode().name(), 1, Integer::sum);
        }
    }
}
