package org.parvis.server.social;

import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ChatMessage;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.ActionCall;
import org.parvis.server.instance.ActionOutcome;
import org.parvis.server.instance.Feature;
import org.parvis.server.instance.InstanceConfig;
import org.parvis.server.instance.Seam;

/** Talking: what somebody says is told to everybody within hearing distance on the same floor, the speaker included; those who talk
 * with each other see each other as if near. */
public final class ChatFeature implements Feature {
    @Override
    public void install(Seam seam) {
        Talks talks = new Talks(seam);
        seam.onAction(Action.KindCase.CHAT, call -> onChat(seam, talks, call));
    }

    private static void onChat(Seam seam, Talks talks, ActionCall call) {
        String text = call.action().getChat().getText().strip();
        if (text.isEmpty()) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "There is nothing to say."));
        } else if (text.codePointCount(0, text.length()) > InstanceConfig.CHAT_CODE_POINTS) {
            call.reply(ActionOutcome.refused(
                    ActionCode.ACTION_CODE_INVALID,
                    "Please say it in at most " + InstanceConfig.CHAT_CODE_POINTS + " characters."));
        } else if (text.codePoints().anyMatch(ChatFeature::isForbidden)) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "Please leave out control characters."));
        } else {
            ChatMessage said = ChatMessage.newBuilder()
                    .setAvatar(call.avatar())
                    .setName(seam.people().name(call.avatar()))
                    .setText(text)
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

    private static boolean isForbidden(int codePoint) {
        return codePoint != '\n' && Character.getType(codePoint) == Character.CONTROL;
    }
}
