package org.parvis.server.social;

import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ChatMessage;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.ActionCall;
import org.parvis.server.instance.ActionOutcome;
import org.parvis.server.instance.Feature;
import org.parvis.server.instance.Seam;
import org.parvis.server.text.ChatRule;

/** Talking: what somebody says is told to everybody within hearing distance on the same floor, the speaker included; those who talk
 * with each other see each other as if near. */
public final class ChatFeature implements Feature {
    @Override
    public void install(Seam seam) {
        Talks talks = new Talks(seam);
        seam.onAction(Action.KindCase.CHAT, call -> onChat(seam, talks, call));
    }

    private static void onChat(Seam seam, Talks talks, ActionCall call) {
        ChatRule.Verdict verdict = ChatRule.check(call.action().getChat().getText());
        if (verdict instanceof ChatRule.Verdict.Rejected rejected) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, rejected.message()));
        } else if (verdict instanceof ChatRule.Verdict.Accepted accepted) {
            ChatMessage said = ChatMessage.newBuilder()
                    .setAvatar(call.avatar())
                    .setName(seam.people().name(call.avatar()))
                    .setText(accepted.text())
                    .setTimeMs(seam.timeMs())
                    .build();
            seam.sendAround(
                    call.avatar(),
                    seam.config().hearingM(),
                    ServerMessage.newBuilder().setChat(said).build());
            talks.spoke(call.avatar());
            call.reply(ActionOutcome.DONE);
        }
    }
}
