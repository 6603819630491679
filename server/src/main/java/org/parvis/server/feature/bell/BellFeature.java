package org.parvis.server.feature.bell;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Map;
import org.parvis.protocol.v1.BellRung;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.Seam;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;

/** A bell that anybody may ring, at most once in ten seconds whoever it was, in all mirrors together. */
public final class BellFeature implements Feature {
    /** Pause between two rings, milliseconds. */
    public static final int PAUSE_MS = 10_000;

    private static final String TOPIC = "bell.rung";

    @Override
    public void install(Seam seam) {
        new Bells(seam).listen();
    }

    /** The bells of one instance. Tick thread only. */
    private static final class Bells {
        private final Seam seam;
        private final Map<String, Long> freeAtMs = new HashMap<>();

        Bells(Seam seam) {
            this.seam = seam;
        }

        void listen() {
            seam.places().onFixture(FixtureKind.BELL, this::onUse);
            seam.messages().onRelayed(TOPIC, this::onRelayed);
        }

        private void onUse(ActionCall call, Fixture bell, String verb) {
            long waitMs = freeAtMs.getOrDefault(bell.id(), 0L) - seam.time().nowMs();
            if (waitMs > 0) {
                call.reply(ActionOutcome.tooSoon((int) waitMs, "The bell still swings; it rings again in a moment."));
                return;
            }
            BellRung rung = BellRung.newBuilder()
                    .setFixture(bell.id())
                    .setAvatar(call.avatar())
                    .setName(seam.people().name(call.avatar()))
                    .setTimeMs(seam.time().nowMs())
                    .build();
            ring(rung);
            seam.messages().publish(TOPIC, rung.toByteArray());
            call.reply(ActionOutcome.DONE);
        }

        private void ring(BellRung rung) {
            freeAtMs.put(rung.getFixture(), seam.time().nowMs() + PAUSE_MS);
            seam.messages().sendAll(ServerMessage.newBuilder().setBellRung(rung).build());
        }

        private void onRelayed(byte[] payload) {
            try {
                // Numbers of avatars and times of another mirror mean nothing here.
                ring(BellRung.parseFrom(payload).toBuilder()
                        .clearAvatar()
                        .setTimeMs(seam.time().nowMs())
                        .build());
            } catch (InvalidProtocolBufferException broken) {
                throw new IllegalArgumentException("A mirror sent something else than a ring", broken);
            }
        }
    }
}
