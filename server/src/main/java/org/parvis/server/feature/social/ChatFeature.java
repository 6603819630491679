package org.parvis.server.feature.social;

import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ChatMessage;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.Seam;

/** Talking: what somebody says is told to everybody within hearing distance on the same floor, the speaker included; those who talk
 * with each other see each other as if near. */
public final class ChatFeature implements Feature {
    /** Longest text, code points. */
    public static final int MAX_CODE_POINTS = 280;

    @Override
    public void install(Seam seam) {
        Talks talks = new Talks(seam);
        seam.onAction(Action.KindCase.CHAT, call -> onChat(seam, talks, call));
    }

    private static void onChat(Seam seam, Talks talks, ActionCall call) {
        String text = call.action().getChat().getText().strip();
        if (text.isEmpty()) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "There is nothing to say."));
        } else if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
            call.reply(ActionOutcome.refused(
                    ActionCode.ACTION_CODE_INVALID, "Please say it in at most " + MAX_CODE_POINTS + " characters."));
        } else if (text.codePoints().anyMatch(ChatFeature::isForbidden)) {
            call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "Please leave out control characters."));
        } else {
            ChatMessage said = ChatMessage.newBuilder()
                    .setAvatar(call.avatar())
                    .setName(seam.people().name(call.avatar()))
                    .setText(text)
                    .setTimeMs(seam.time().nowMs())
                    .build();
            seam.messages()
                    .sendAround(
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
