package org.parvis.server.feature.social;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ChatMessage;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.text.ChatRule;

/**
 * Talking: what somebody says is told to everybody within hearing distance on the same floor, the speaker included, in a
 * dense crowd to the nearest of them, see {@link HearingBudget}; those who talk with each other see each other as if
 * near.
 */
public final class ChatFeature implements Feature {
    private static final int RETRY_MS = 1_000;

    private final MeterRegistry metrics;

    /**
     * Makes the feature.
     *
     * @param metrics where talk is counted
     */
    public ChatFeature(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void install(Seam seam) {
        Chats chats = new Chats(seam, metrics);
        seam.onAction(Action.KindCase.CHAT, chats::onChat);
    }

    /** The talk of one instance. Tick thread only. */
    private static final class Chats {
        private final Seam seam;
        private final Talks talks;
        private final HearingBudget budget = new HearingBudget();
        private final Counter heard;
        private final Counter refused;

        Chats(Seam seam, MeterRegistry metrics) {
            this.seam = seam;
            talks = new Talks(seam);
            String venue = seam.venue().id();
            heard = Counter.builder("parvis.chat.heard").tag("venue", venue).register(metrics);
            refused = Counter.builder("parvis.chat.refused").tag("venue", venue).register(metrics);
        }

        void onChat(ActionCall call) {
            ChatRule.Verdict verdict = ChatRule.check(call.action().getChat().getText());
            if (verdict instanceof ChatRule.Verdict.Rejected rejected) {
                call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, rejected.message()));
            } else if (verdict instanceof ChatRule.Verdict.Accepted accepted) {
                call.reply(say(call, accepted.text()));
            }
        }

        private ActionOutcome say(ActionCall call, String text) {
            int mayHear = budget.mayHear(seam.time().nowMs());
            if (mayHear == 0) {
                refused.increment();
                return ActionOutcome.tooSoon(RETRY_MS, "So many speak at the moment that nobody would be heard.");
            }
            ChatMessage said = ChatMessage.newBuilder()
                    .setAvatar(call.avatar())
                    .setName(call.visitor().name())
                    .setText(text)
                    .setTimeMs(seam.time().nowMs())
                    .build();
            int hearers = seam.messages()
                    .sendAround(
                            call.avatar(),
                            seam.config().hearingM(),
                            mayHear,
                            ServerMessage.newBuilder().setChat(said).build());
            if (hearers == 0) {
                return ActionOutcome.refused(ActionCode.ACTION_CODE_FORBIDDEN, "Only who has a body is heard.");
            }
            budget.heard(hearers);
            heard.increment(hearers);
            talks.spoke(call.avatar());
            return ActionOutcome.DONE;
        }
    }
}
