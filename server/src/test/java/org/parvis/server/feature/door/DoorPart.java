package org.parvis.server.feature.door;

import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.instance.feature.ActionCall;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.Messages;
import org.parvis.server.instance.feature.Places.Barrier;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.store.Store;
import org.parvis.world.Fixture;

/** The doors of one instance: a barrier each, as open as the database says. Tick thread only. */
final class DoorPart {
    /** Whoever missed the news of a change reads it so often, milliseconds. */
    static final long READ_EVERY_MS = 10_000;

    private static final String CHANGED = "door.changed";
    private static final byte[] NOTHING_MORE = {};
    private static final ActionOutcome NOT_YOURS =
            ActionOutcome.refused(ActionCode.ACTION_CODE_FORBIDDEN, "Only its owner opens this door.");
    private static final ActionOutcome TAKEN =
            ActionOutcome.refused(ActionCode.ACTION_CODE_TAKEN, "This door belongs to somebody else.");
    private static final ActionOutcome NO_DOOR =
            ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "There is no such door here.");

    private final Seam seam;
    private final Store store;
    private final String venueId;
    private final Map<String, Barrier> barriers = new HashMap<>();
    private final Map<String, Door> shown = new HashMap<>();

    DoorPart(Seam seam, Store store) {
        this.seam = seam;
        this.store = store;
        venueId = seam.venue().id();
    }

    /** Hangs the doors of the venue, all closed, and registers what this wants to hear of. */
    DoorPart listen() {
        for (Fixture fixture : seam.venue().fixtures()) {
            if (fixture.kind().equals(DoorModule.KIND)) {
                String name = "door." + fixture.id();
                double[] line = DoorModule.line(fixture);
                barriers.put(fixture.id(), seam.places().addBarrier(name, fixture.floorIndex(), line, true));
            }
        }
        seam.places().onFixture(DoorModule.KIND, this::onUse);
        seam.onRequest("door.claim", StringValue.parser(), this::onClaim);
        seam.messages().onRelayed(CHANGED, nothing -> read());
        seam.time().after(0, this::readNowAndThen);
        return this;
    }

    private void onUse(ActionCall call, Fixture fixture, String verb) {
        DoorTable.DoorKey key = new DoorTable.DoorKey(venueId, fixture.id());
        String person = person(call);
        boolean isOpen = verb.equals("open");
        seam.later()
                .whenDone(
                        call,
                        () -> store.write(db -> DoorTable.set(db, key, person, isOpen)),
                        door -> answer(call, door, NOT_YOURS));
    }

    private void onClaim(ActionCall call, StringValue wish) {
        String fixtureId = wish.getValue();
        String person = person(call);
        if (!barriers.containsKey(fixtureId)) {
            call.reply(NO_DOOR);
        } else if (person.isEmpty()) {
            call.reply(NOT_YOURS);
        } else {
            seam.later()
                    .whenDone(
                            call,
                            () -> store.write(db -> DoorTable.claim(db, venueId, fixtureId, person)),
                            door -> answer(call, door, TAKEN));
        }
    }

    private static String person(ActionCall call) {
        return call.visitor().profile().identity().personId();
    }

    private void answer(ActionCall call, Optional<Door> changed, ActionOutcome otherwise) {
        if (changed.isEmpty()) {
            call.reply(otherwise);
            return;
        }
        show(changed.get());
        seam.messages().publish(CHANGED, NOTHING_MORE);
        call.reply(ActionOutcome.DONE);
    }

    /** Shows the doors as the database has them. */
    void read() {
        seam.later().whenDone(() -> store.read(db -> DoorTable.of(db, venueId)), this::show, failure -> {});
    }

    /** Also when nobody told of a change: who acted may have left before the answer, or too much waited here. */
    private void readNowAndThen() {
        read();
        seam.time().after(READ_EVERY_MS, this::readNowAndThen);
    }

    private void show(List<Door> doors) {
        doors.forEach(this::show);
    }

    private void show(Door door) {
        Barrier barrier = barriers.get(door.fixtureId());
        Door before = shown.get(door.fixtureId());
        if (barrier == null || (before != null && before.version() >= door.version())) {
            return;
        }
        shown.put(door.fixtureId(), door);
        barrier.set(!door.isOpen());
        seam.messages().fact("door." + door.fixtureId(), message(door));
    }

    /** Told to everybody now and to newcomers by itself. */
    private static ServerMessage message(Door door) {
        Struct content = Struct.newBuilder()
                .putFields(
                        "door",
                        Value.newBuilder().setStringValue(door.fixtureId()).build())
                .putFields(
                        "isOpen", Value.newBuilder().setBoolValue(door.isOpen()).build())
                .build();
        return Messages.of("door.state", content);
    }
}
