package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.people.ReplyMemory;
import org.parvis.server.instance.people.SessionVisitor;
import org.parvis.server.instance.tick.TickState;

/** Takes the actions of visitors, has each done once, and sends what came of it. Tick thread only. */
final class Actions {
    private final TickState state;
    private final Attendance attendance;
    private final FeatureHub features;

    Actions(TickState state, Attendance attendance, FeatureHub features) {
        this.state = state;
        this.attendance = attendance;
        this.features = features;
    }

    /** Somebody does something. */
    void onAct(Command.Act act) {
        SessionVisitor visitor = attendance.current(act.avatar(), act.from());
        if (visitor == null) {
            return;
        }
        long actionId = act.action().getId();
        if (isRepetition(visitor, actionId)) {
            return;
        }
        visitor.request().callbacks().onActionBegun(actionId);
        features.act(new ActionCall(visitor, act.action(), (call, outcome) -> onReply(visitor, call, outcome)));
    }

    /** Answers what was asked before, so that nothing is done twice. */
    private boolean isRepetition(SessionVisitor visitor, long actionId) {
        ReplyMemory replies = visitor.replies();
        switch (replies.begin(actionId)) {
            case NEW -> {
                return false;
            }
            case REPEATED -> {
                ByteString answer = replies.answer(actionId);
                if (answer != null) {
                    state.send(visitor, answer);
                }
            }
            case FORGOTTEN -> {
                String sentence = "This id is not above " + Long.toUnsignedString(replies.highest())
                        + ", and what came of it is not remembered; take a higher one.";
                state.send(
                        visitor,
                        Replies.action(actionId, ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, sentence)));
            }
        }
        return true;
    }

    /** A reply belongs to the visit in which its action was asked for; when that is over it reaches nobody. */
    private void onReply(SessionVisitor visitor, ActionCall call, ActionOutcome outcome) {
        state.ownership().check();
        if (visitor.isHere()) {
            long actionId = call.action().getId();
            ByteString reply = Replies.action(actionId, outcome);
            visitor.replies().answered(actionId, reply);
            state.send(visitor, reply);
        }
    }
}
