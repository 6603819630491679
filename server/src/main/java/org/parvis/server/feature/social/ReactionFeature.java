package org.parvis.server.feature.social;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ReactionCount;
import org.parvis.protocol.v1.ReactionKind;
import org.parvis.protocol.v1.Reactions;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.feature.Seam;

/**
 * Applause and the like, counted: however many react, everybody in the instance gets one message at the end of a second
 * in which anybody did.
 */
public final class ReactionFeature implements Feature {
    private static final long PERIOD_MS = 1_000;

    /** How many kinds there are, the unspecified and the unknown left out; they have the numbers from 1. */
    private static final int KINDS = ReactionKind.values().length - 2;

    private final MeterRegistry metrics;

    /**
     * Makes the feature.
     *
     * @param metrics where reactions are counted
     */
    public ReactionFeature(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void install(Seam seam) {
        Count count = new Count(seam, metrics);
        seam.onAction(Action.KindCase.REACTION, count::onReaction);
        seam.people().onPresence(count);
    }

    /** The reactions of one instance; arrays are by number of the kind, less 1. Tick thread only. */
    private static final class Count implements People.PresenceListener {
        private static final String PREFIX = "REACTION_KIND_";

        private final Seam seam;
        private final Counter[] counters = new Counter[KINDS];
        private final long[] told = new long[KINDS];
        /** Since people were told. */
        private final int[] fresh = new int[KINDS];

        private boolean telling;

        Count(Seam seam, MeterRegistry metrics) {
            this.seam = seam;
            for (int i = 0; i < KINDS; i++) {
                String name = ReactionKind.forNumber(i + 1).name();
                counters[i] = Counter.builder("parvis.reactions")
                        .tag("venue", seam.venue().id())
                        .tag("kind", name.substring(PREFIX.length()).toLowerCase(Locale.ROOT))
                        .register(metrics);
            }
        }

        void onReaction(ActionCall call) {
            ReactionKind kind = call.action().getReaction().getKind();
            if (kind == ReactionKind.REACTION_KIND_UNSPECIFIED || kind == ReactionKind.UNRECOGNIZED) {
                call.reply(ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "This server does not know it."));
                return;
            }
            add(kind.getNumber() - 1);
            call.reply(ActionOutcome.DONE);
        }

        private void add(int i) {
            fresh[i]++;
            counters[i].increment();
            if (!telling) {
                telling = true;
                seam.time().after(PERIOD_MS - seam.time().nowMs() % PERIOD_MS, this::tell);
            }
        }

        private void tell() {
            telling = false;
            Reactions.Builder all = Reactions.newBuilder();
            for (int i = 0; i < KINDS; i++) {
                if (fresh[i] > 0) {
                    told[i] += fresh[i];
                    all.addCounts(count(i).setCount(fresh[i]));
                    fresh[i] = 0;
                }
            }
            seam.messages()
                    .sendAllNow(ServerMessage.newBuilder().setReactions(all).build());
        }

        @Override
        public void onJoined(int avatar) {
            Reactions.Builder all = Reactions.newBuilder();
            for (int i = 0; i < KINDS; i++) {
                if (told[i] > 0) {
                    all.addCounts(count(i));
                }
            }
            // What is fresh comes with the next message, as to everybody.
            if (all.getCountsCount() > 0) {
                seam.messages()
                        .send(
                                avatar,
                                ServerMessage.newBuilder().setReactions(all).build());
            }
        }

        @Override
        public void onReturned(int avatar) {
            onJoined(avatar);
        }

        private ReactionCount.Builder count(int i) {
            return ReactionCount.newBuilder().setKindValue(i + 1).setTotal(told[i]);
        }
    }
}
