package org.parvis.server.testing;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.Limits;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.Role;
import org.parvis.protocol.v1.Spectate;
import org.parvis.server.instance.LocalRelay;
import org.parvis.server.instance.Mailbox;
import org.parvis.server.instance.Relay;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.instance.feature.Seam;
import org.parvis.server.instance.people.Identity;
import org.parvis.server.instance.people.JoinRequest;
import org.parvis.server.instance.people.Profile;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.interest.Viewpoint;
import org.parvis.server.interest.fanout.FrameAssembler;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.Parcel;
import org.parvis.server.interest.fanout.Post;
import org.parvis.server.interest.fanout.TickBytes;
import org.parvis.world.bundle.LoadedVenue;

/** An instance without threads: a test ticks it, and is its event loop as well. */
public final class HandTicked implements Post {
    private static final int RESUME_WINDOW_MS = 120_000;

    public final ManualClock clock = new ManualClock();
    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final VenueInstance instance;
    private final FrameAssembler assembler;
    private final List<Guest> guests = new ArrayList<>();
    private final List<Parcel> held = new ArrayList<>();
    private @Nullable Seam seam;
    private boolean loopStalls;
    private boolean muted;
    private boolean onlyWelcomes;
    private int tick;
    private int sessions;

    private HandTicked(LoadedVenue venue, InstanceConfig config, List<Feature> features, Relay relay) {
        List<Feature> all = new ArrayList<>(features);
        all.add(offered -> seam = offered);
        instance = new VenueInstance(venue, config, all, new VenueInstance.Surroundings(clock, metrics, relay, 1));
        assembler = new FrameAssembler(instance.cells());
    }

    public static HandTicked of(SmallVenue venue, Feature... features) {
        return of(venue, InstanceConfig.DEFAULT.withCapacity(500), features);
    }

    public static HandTicked of(SmallVenue venue, InstanceConfig config, Feature... features) {
        return new HandTicked(venue.build(), config, List.of(features), new LocalRelay());
    }

    public static HandTicked of(LoadedVenue venue, Feature... features) {
        return new HandTicked(venue, InstanceConfig.DEFAULT, List.of(features), new LocalRelay());
    }

    public static HandTicked mirror(SmallVenue venue, Relay relay, InstanceConfig config) {
        return new HandTicked(venue.build(), config, List.of(), relay);
    }

    public static HandTicked mirror(SmallVenue venue, Relay relay, Feature... features) {
        return new HandTicked(venue.build(), InstanceConfig.DEFAULT.withCapacity(500), List.of(features), relay);
    }

    public VenueInstance instance() {
        return instance;
    }

    public Mailbox mailbox() {
        return instance.mailbox();
    }

    public Seam seam() {
        return Objects.requireNonNull(seam);
    }

    public int tickNumber() {
        return tick;
    }

    /** Asks for somebody to be let in; they are after the next tick. */
    public Guest ask(String name, double xM, double zM) {
        Guest guest = new Guest(this);
        guests.add(guest);
        mailbox().join(request(name, guest, place(xM, zM)));
        return guest;
    }

    /** Lets somebody in who wishes for no place; ticks once. */
    public Guest enter(String name) {
        Guest guest = new Guest(this);
        guests.add(guest);
        mailbox().join(request(name, guest, null));
        tick();
        return guest;
    }

    /** Lets somebody in at a place on the ground floor; ticks once. */
    public Guest join(String name, double xM, double zM) {
        Guest guest = ask(name, xM, zM);
        tick();
        return guest;
    }

    /** The same for somebody who has shown who they are. */
    public Guest join(Identity identity, String name, double xM, double zM) {
        Guest guest = new Guest(this);
        guests.add(guest);
        mailbox().join(request(identity, name, guest, place(xM, zM)));
        tick();
        return guest;
    }

    /** Lets somebody look on without a body. */
    public Guest spectate(Viewpoint viewpoint) {
        Guest guest = new Guest(this);
        guests.add(guest);
        guest.spectate(
                instance.interest().spectate(viewpoint, guest), instance.cells().grid());
        return guest;
    }

    /** Asks for somebody to be let in who looks on without a body; ticks once. */
    public Guest lookOn(String name, Spectate from) {
        Guest guest = new Guest(this);
        guests.add(guest);
        mailbox().join(begin(Identity.ANONYMOUS, name, guest).spectating(from).build());
        tick();
        return guest;
    }

    /** Continues somebody's stay over another recipient; ticks once. */
    public Guest resume(Guest before) {
        Guest next = new Guest(this);
        guests.add(next);
        mailbox().resume(before.avatar(), before.welcome().getSessionId(), next, ByteString.copyFromUtf8("next"));
        tick();
        return next;
    }

    private JoinRequest request(String name, Guest guest, @Nullable Place wished) {
        return request(Identity.ANONYMOUS, name, guest, wished);
    }

    private JoinRequest request(Identity identity, String name, Guest guest, @Nullable Place wished) {
        return begin(identity, name, guest).wished(wished).build();
    }

    private JoinRequest.Builder begin(Identity identity, String name, Guest guest) {
        Profile profile =
                new Profile(identity, name, Look.getDefaultInstance(), List.of(Role.ROLE_GUEST), List.of("en"));
        return JoinRequest.of("session-" + sessions++, profile, guest, guest)
                .resumable(ByteString.copyFromUtf8("token"), RESUME_WINDOW_MS)
                .limits(Limits.getDefaultInstance());
    }

    private static Place place(double xM, double zM) {
        return Place.newBuilder()
                .setXCm(Quantise.metresToCentimetres(xM))
                .setZCm(Quantise.metresToCentimetres(zM))
                .build();
    }

    public void act(Guest guest, Action.Builder action) {
        mailbox().act(guest.avatar(), guest, action.build());
    }

    /** Does one tick, a period after the one before. */
    public void tick() {
        skip(1);
    }

    public void ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick();
        }
    }

    /** Does one tick whose number is {@code more} above the one before, as after a stall. */
    public void skip(int more) {
        tick += more;
        clock.advanceMs(more * 1000L / instance.config().tickRateHz());
        instance.tick(tick);
    }

    public void seconds(double seconds) {
        ticks((int) Math.round(seconds * instance.config().tickRateHz()));
    }

    /** Stops or goes on to work off what is handed over. */
    public void stallLoop(boolean stalls) {
        loopStalls = stalls;
        if (!stalls) {
            held.forEach(this::onParcel);
            held.clear();
        }
    }

    /** Drops everything that is handed over from now on. */
    public void muteGuests() {
        muted = true;
    }

    /** Gives guests their welcome and nothing else from now on: a crowd whose own side of the wire is not wanted. */
    public void giveOnlyWelcomes() {
        onlyWelcomes = true;
    }

    public List<Guest> guests() {
        return guests;
    }

    @Override
    public void deliver(Parcel parcel) {
        if (muted) {
            parcel.release();
        } else if (loopStalls) {
            held.add(parcel);
        } else {
            onParcel(parcel);
        }
    }

    private void onParcel(Parcel parcel) {
        for (Mail mail : parcel.mail()) {
            if (!onlyWelcomes || !(mail instanceof Mail.Message)) {
                ((Guest) mail.to()).onMail(mail);
            }
        }
        if (parcel.isAfterGap()) {
            guests.forEach(Guest::onGap);
        }
        TickBytes bytes = parcel.bytes();
        if (bytes != null && !onlyWelcomes) {
            for (Guest guest : guests) {
                if (!guest.isEnded()) {
                    guest.onBytes(assembler, bytes);
                }
            }
        }
        parcel.release();
    }
}
