package org.parvis.server.feature.social;

import java.util.HashMap;
import java.util.Map;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.feature.Seam;

/** Gestures: each runs for its time, a dance until the dancer walks, and a new one replaces the one before. */
public final class EmoteFeature implements Feature {
    private static final int ENDLESS = -1;

    @Override
    public void install(Seam seam) {
        new Gestures(seam).listen();
    }

    /** How long a gesture runs, milliseconds; {@link #ENDLESS} until the avatar walks; 0 for kinds unknown here. */
    private static int durationMs(EmoteKind kind) {
        return switch (kind) {
            case EMOTE_KIND_WAVE -> 2_000;
            case EMOTE_KIND_APPLAUD -> 3_000;
            case EMOTE_KIND_JUMP -> 600;
            case EMOTE_KIND_DANCE -> ENDLESS;
            case EMOTE_KIND_UNSPECIFIED, UNRECOGNIZED -> 0;
        };
    }

    /** The gestures of one instance. Tick thread only. */
    private static final class Gestures implements People.PresenceListener {
        private final Seam seam;
        private final Map<Integer, Long> running = new HashMap<>();
        private long count;

        Gestures(Seam seam) {
            this.seam = seam;
        }

        void listen() {
            seam.onAction(Action.KindCase.EMOTE, this::onEmote);
            seam.places().onStep(this::onStep);
            seam.people().onPresence(this);
        }

        private void onEmote(ActionCall call) {
            EmoteKind kind = call.action().getEmote().getKind();
            int avatar = call.avatar();
            if (kind == EmoteKind.UNRECOGNIZED) {
                call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "This server does not know it."));
                return;
            }
            int durationMs = durationMs(kind);
            seam.people().emote(avatar, kind);
            // The number tells a gesture from the same avatar's next one when its time is over.
            long number = ++count;
            running.put(avatar, number);
            if (durationMs > 0) {
                seam.time().after(durationMs, () -> end(avatar, number));
            } else if (durationMs == ENDLESS) {
                seam.places().watchSteps(avatar);
            }
            call.reply(ActionOutcome.DONE);
        }

        private void end(int avatar, long number) {
            if (running.remove(avatar, number)) {
                seam.people().emote(avatar, EmoteKind.EMOTE_KIND_UNSPECIFIED);
            }
        }

        private void onStep(int avatar) {
            if (seam.people().emote(avatar) == EmoteKind.EMOTE_KIND_DANCE) {
                running.remove(avatar);
                seam.people().emote(avatar, EmoteKind.EMOTE_KIND_UNSPECIFIED);
            }
        }

        @Override
        public void onLeft(int avatar) {
            running.remove(avatar);
        }
    }
}
