package org.parvis.server.feature.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.FeatureRequest;
import org.parvis.protocol.v1.Interact;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.feature.bell.BellModule;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.instance.LocalRelay;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.people.Identity;
import org.parvis.server.testing.FeatureHouse;
import org.parvis.server.testing.FeatureHouse.SignedIn;
import org.parvis.server.testing.Guest;
import org.parvis.server.testing.HandTicked;
import org.parvis.server.testing.SmallVenue;
import org.parvis.world.Fixture;
import org.parvis.world.LocalText;

/** A feature that is one folder: played by its owner, a stranger and newcomers, in mirrors and after a restart. */
final class DoorTest {
    private static final String PATH = "/v1/doors/small/front";
    private static final Spot BEFORE = new Spot(0, 0, 2, 0);
    private static final Spot BEHIND = new Spot(0, 0, -2, 0);

    @TempDir
    private Path folder;

    private @Nullable FeatureHouse opened;
    private final LocalRelay relay = new LocalRelay();
    private long actions;

    @AfterEach
    void closeHouse() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }

    /** The server with its database; opened a second time it is another one on the same database. */
    private FeatureHouse server() throws Exception {
        closeHouse();
        FeatureHouse house = FeatureHouse.open(folder, new DoorModule());
        opened = house;
        return house;
    }

    private HandTicked instance(FeatureHouse server) {
        SmallVenue venue = SmallVenue.square(40)
                .fixture(new Fixture(
                        "front", DoorModule.KIND, 0, 0, 0, 0, List.of("open", "close"), 0, LocalText.EMPTY));
        return server.instance(venue, relay);
    }

    private static Guest enter(HandTicked instance, SignedIn person) {
        return instance.join(
                new Identity(Identity.Kind.GUEST, person.personId(), AgeBand.UNKNOWN), person.name(), 0, 1);
    }

    private ActionCode use(HandTicked instance, Guest who, String verb) {
        return act(
                instance,
                who,
                Action.newBuilder()
                        .setInteract(Interact.newBuilder().setFixture("front").setVerb(verb)));
    }

    private ActionCode claim(HandTicked instance, Guest who, String door) {
        return act(
                instance,
                who,
                Action.newBuilder()
                        .setFeature(FeatureRequest.newBuilder()
                                .setKind("door.claim")
                                .setContent(StringValue.of(door).toByteString())));
    }

    private ActionCode act(HandTicked instance, Guest who, Action.Builder action) {
        long id = ++actions;
        instance.act(who, action.setId(id));
        return tickUntil(
                instance,
                () -> who.messages().stream()
                        .filter(message -> message.hasActionReply()
                                && message.getActionReply().getId() == id)
                        .findFirst()
                        .map(message -> message.getActionReply().getCode()));
    }

    private static <T> T tickUntil(HandTicked instance, Supplier<Optional<T>> condition) {
        return await().pollInSameThread()
                .until(
                        () -> {
                            instance.tick();
                            return condition.get();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void awaitOpen(HandTicked instance, boolean isOpen) {
        tickUntil(instance, () -> Optional.of(isClear(instance)).filter(clear -> clear == isOpen));
    }

    private static boolean isClear(HandTicked instance) {
        return instance.seam().places().isClear(BEFORE, BEHIND);
    }

    /** What somebody was told last of the door; empty when nothing. */
    private static Optional<Boolean> told(Guest guest) {
        return guest.messages().stream()
                .filter(ServerMessage::hasFeature)
                .filter(message -> message.getFeature().getKind().equals("door.state"))
                .reduce((before, last) -> last)
                .map(DoorTest::isOpen);
    }

    private static boolean isOpen(ServerMessage message) {
        try {
            Struct content = Struct.parseFrom(message.getFeature().getContent());
            assertThat(content.getFieldsOrThrow("door").getStringValue()).isEqualTo("front");
            return content.getFieldsOrThrow("isOpen").getBoolValue();
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void onlyItsOwnerOpensItByAnAction() throws Exception {
        FeatureHouse server = server();
        HandTicked instance = instance(server);
        Guest owner = enter(instance, server.guest("Olga"));
        Guest stranger = enter(instance, server.guest("Sven"));
        Guest nobody = instance.join("nameless", 0, 1);

        assertThat(claim(instance, nobody, "front")).isEqualTo(ActionCode.ACTION_CODE_FORBIDDEN);
        assertThat(claim(instance, owner, "back")).isEqualTo(ActionCode.ACTION_CODE_INVALID);
        assertThat(claim(instance, owner, "front")).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(claim(instance, stranger, "front")).isEqualTo(ActionCode.ACTION_CODE_TAKEN);
        assertThat(use(instance, stranger, "open")).isEqualTo(ActionCode.ACTION_CODE_FORBIDDEN);
        assertThat(use(instance, nobody, "open")).isEqualTo(ActionCode.ACTION_CODE_FORBIDDEN);
        assertThat(isClear(instance)).isFalse();

        assertThat(use(instance, owner, "open")).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(isClear(instance)).isTrue();
        assertThat(told(stranger)).contains(true);
        assertThat(use(instance, stranger, "close")).isEqualTo(ActionCode.ACTION_CODE_FORBIDDEN);
        assertThat(use(instance, owner, "close")).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(isClear(instance)).isFalse();
        assertThat(told(stranger)).contains(false);
    }

    @Test
    void onlyItsOwnerOpensItOverHttp() throws Exception {
        FeatureHouse server = server();
        HandTicked instance = instance(server);
        SignedIn olga = server.guest("Olga");
        SignedIn sven = server.guest("Sven");
        Guest owner = enter(instance, olga);

        assertThat(server.call(olga, "PUT", PATH, "{\"isOpen\":true}").status()).isEqualTo(404);
        assertThat(claim(instance, owner, "front")).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(server.call(sven, "PUT", PATH, "{\"isOpen\":true}").status()).isEqualTo(403);
        assertThat(server.call(null, "PUT", PATH, "{\"isOpen\":true}").status()).isEqualTo(401);
        assertThat(server.call(olga, "PUT", PATH, "{\"isOpen\":\"yes\"}").status())
                .isEqualTo(400);
        assertThat(isClear(instance)).isFalse();

        assertThat(server.call(olga, "PUT", PATH, "{\"isOpen\":true}").status()).isEqualTo(200);
        awaitOpen(instance, true);
        assertThat(told(owner)).contains(true);
        assertThat(server.call(sven, "GET", PATH, "").json().path("isOpen").asBoolean())
                .isTrue();
    }

    @Test
    void newcomersMirrorsAndTheServerAfterARestartHaveItsState() throws Exception {
        FeatureHouse first = server();
        HandTicked instance = instance(first);
        HandTicked mirror = instance(first);
        SignedIn olga = first.guest("Olga");
        Guest owner = enter(instance, olga);
        claim(instance, owner, "front");
        assertThat(use(instance, owner, "open")).isEqualTo(ActionCode.ACTION_CODE_DONE);

        Guest newcomer = instance.join("Nora", 0, 1);
        assertThat(told(newcomer)).contains(true);
        awaitOpen(mirror, true);

        FeatureHouse second = server();
        HandTicked after = instance(second);
        awaitOpen(after, true);
        Guest late = after.join("Lars", 0, 1);
        assertThat(told(late)).contains(true);
        assertThat(use(after, enter(after, olga), "close")).isEqualTo(ActionCode.ACTION_CODE_DONE);
        assertThat(told(late)).contains(false);
    }

    @Test
    void itsTablesComeToADatabaseThatWasThereBeforeIt() throws Exception {
        FeatureHouse.open(folder, new BellModule()).close();
        FeatureHouse server = server();
        HandTicked instance = instance(server);

        assertThat(claim(instance, enter(instance, server.guest("Olga")), "front"))
                .isEqualTo(ActionCode.ACTION_CODE_DONE);
        closeHouse();
        FeatureHouse.open(folder, new BellModule()).close();
        FeatureHouse again = server();
        assertThat(again.call(again.guest("Sven"), "GET", PATH, "").status()).isEqualTo(200);
    }

    @Test
    void whatItKeepsOfItsOwnerIsToldAndGoesWithThem() throws Exception {
        FeatureHouse server = server();
        HandTicked instance = instance(server);
        SignedIn olga = server.guest("Olga");
        claim(instance, enter(instance, olga), "front");

        assertThat(server.call(olga, "GET", "/v1/me/export", "")
                        .json()
                        .at("/doors/0/door")
                        .asString())
                .isEqualTo("front");
        assertThat(server.call(olga, "DELETE", "/v1/me", "").status()).isEqualTo(204);
        SignedIn sven = server.guest("Sven");
        assertThat(server.call(sven, "GET", PATH, "").status()).isEqualTo(404);
    }
}
