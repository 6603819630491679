package org.parvis.server.feature.seating;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.CorrectionCause;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.feature.Places.Step;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.instance.feature.Spot;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;

/**
 * Sitting: each bench has seats side by side; one person a seat. Who sits down takes the step to the seat by the rules of
 * walking, never through a wall, and gets up where they stood before. Whoever stands up, walks off or leaves frees it.
 */
public final class SeatingFeature implements Feature {
    private static final String SIT = "sit";
    private static final String STAND = "stand";

    /** Whoever uses a seat stands so near it, metres. */
    private static final double BESIDE_SEAT_M = 0.9;

    private static final int REST_MS = 1_000;

    @Override
    public void install(Seam seam) {
        new Sitting(seam, new Seats()).listen();
    }

    /** The sitting people of one instance. Tick thread only. */
    private static final class Sitting implements People.PresenceListener {
        private final Seam seam;
        private final Seats seats;

        Sitting(Seam seam, Seats seats) {
            this.seam = seam;
            this.seats = seats;
        }

        void listen() {
            seam.places().onFixture(FixtureKind.BENCH, this::onUse);
            seam.places().onStep(this::standUp);
            seam.people().onPresence(this);
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
            Spot body = seam.places().spot(avatar);
            if (body == null) {
                return ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "Only who has a body can sit.");
            }
            List<Integer> free = seats.free(bench, body);
            if (free.isEmpty()) {
                return ActionOutcome.refused(ActionCode.ACTION_CODE_TAKEN, "All seats are taken.");
            }
            for (int number : free) {
                Spot from = from(body, bench, Seats.spot(bench, number));
                if (from != null) {
                    return sit(avatar, bench, number, from);
                }
            }
            return ActionOutcome.refused(ActionCode.ACTION_CODE_TOO_FAR, "Please come nearer.");
        }

        /** The place beside a seat to which somebody can walk straight; null when something is between. */
        private @Nullable Spot from(Spot body, Fixture bench, Spot seat) {
            return seam.places().usePlaces(bench).stream()
                    .filter(place -> place.distanceM(seat) <= BESIDE_SEAT_M)
                    .sorted(Comparator.comparingDouble(place -> place.distanceM(seat) + place.distanceM(body)))
                    .filter(place -> seam.places().isClear(body, place))
                    .findFirst()
                    .orElse(null);
        }

        private ActionOutcome sit(int avatar, Fixture bench, int number, Spot from) {
            Step step = seam.places().sit(avatar, from, Seats.spot(bench, number));
            if (step == Step.DONE) {
                seats.take(avatar, bench, number, from);
                return ActionOutcome.DONE;
            }
            return step == Step.TOO_SOON
                    ? ActionOutcome.tooSoon(REST_MS, "You have just come a long way; please wait a moment.")
                    : ActionOutcome.refused(ActionCode.ACTION_CODE_TOO_FAR, "Please come nearer.");
        }

        private ActionOutcome stand(int avatar) {
            if (!seats.isSitting(avatar)) {
                return ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "You do not sit.");
            }
            standUp(avatar);
            return ActionOutcome.DONE;
        }

        private void standUp(int avatar) {
            Spot from = seats.leave(avatar);
            if (from != null) {
                seam.places().stepTo(avatar, from, CorrectionCause.CORRECTION_CAUSE_SEAT);
            }
        }

        @Override
        public void onLeft(int avatar) {
            seats.leave(avatar);
        }
    }
}
