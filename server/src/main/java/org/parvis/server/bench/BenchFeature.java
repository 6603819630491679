package org.parvis.server.bench;

import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.server.instance.ActionCall;
import org.parvis.server.instance.ActionOutcome;
import org.parvis.server.instance.Feature;
import org.parvis.server.instance.Seam;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;

/**
 * Sitting: each bench has seats side by side; one person a seat. Whoever stands up, walks off or leaves frees it.
 */
public final class BenchFeature implements Feature {
    private static final String SIT = "sit";
    private static final String STAND = "stand";

    @Override
    public void install(Seam seam) {
        new Sitting(seam, new Seats()).listen();
    }

    /** The sitting people of one instance. Tick thread only. */
    private static final class Sitting implements Seam.PresenceListener {
        private final Seam seam;
        private final Seats seats;

        Sitting(Seam seam, Seats seats) {
            this.seam = seam;
            this.seats = seats;
        }

        void listen() {
            seam.onFixture(FixtureKind.BENCH, this::onUse);
            seam.onStep(this::standUp);
            seam.onPresence(this);
        }

        private void onUse(ActionCall call, Fixture bench, String verb) {
            switch (verb) {
                case SIT -> call.reply(sit(call.avatar(), bench));
                case STAND -> call.reply(stand(call.avatar()));
                default ->
                    call.reply(
                            ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "One cannot do that with a bench."));
            }
        }

        private ActionOutcome sit(int avatar, Fixture bench) {
            if (seats.isSitting(avatar)) {
                return ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "You sit already.");
            }
            Seam.Spot seat = seats.take(avatar, bench, seam.people().spot(avatar));
            if (seat == null) {
                return ActionOutcome.refused(ActionCode.ACTION_CODE_TAKEN, "All seats are taken.");
            }
            seam.sit(avatar, seat);
            return ActionOutcome.DONE;
        }

        private ActionOutcome stand(int avatar) {
            if (!seats.isSitting(avatar)) {
                return ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "You do not sit.");
            }
            standUp(avatar);
            return ActionOutcome.DONE;
        }

        private void standUp(int avatar) {
            if (seats.isSitting(avatar)) {
                Seam.Spot before = seats.inFront(seam.people().spot(avatar));
                seats.free(avatar);
                seam.place(avatar, seam.standingNear(before), CorrectionCause.CORRECTION_CAUSE_SEAT);
            }
        }

        @Override
        public void onLeft(int avatar) {
            seats.free(avatar);
        }
    }
}
