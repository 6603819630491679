package org.parvis.server.interest;

import com.google.protobuf.ByteString;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.CellMap;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.cells.Neighbours;
import org.parvis.server.interest.fanout.CellEncoder;
import org.parvis.server.interest.fanout.Deliveries;
import org.parvis.server.interest.fanout.DeliveryCounts;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.MessageClass;
import org.parvis.server.interest.fanout.Recipient;
import org.parvis.server.interest.fanout.TickBytes;
import org.parvis.server.interest.fanout.Viewer;
import org.parvis.server.interest.plan.InterestConfig;
import org.parvis.server.interest.plan.LoadShedding;
import org.parvis.server.interest.sight.LayerSet;
import org.parvis.server.interest.sight.Sights;

/**
 * Tells every viewer of an instance what happens around them, as far as they may see it.
 *
 * <p>In a tick the instance moves bodies and reports each change here; {@link #publish} then does the rest: viewers who
 * crossed into another square get another plan, those who came are queued for introduction, changed cells are encoded
 * once per ring, cells that somebody newly sees get a keyframe, and each event loop is handed one parcel.
 *
 * <p>Tick thread only.
 */
public final class Interest {
    private final InterestConfig config;
    private final CellMap map;
    private final Bodies bodies;
    private final Cells cells;
    private final CellEncoder encoder;
    private final Deliveries deliveries;
    private final Subscriptions subscriptions;
    private final Introductions introductions;
    private final Visibility visibility;
    private final Planner planner;
    private final Beats beats;
    private final Neighbours neighbours;
    private final Messages messages;

    /** Viewers who see somebody as near wherever they are; few, so that a crowd that leaves looks at few pairs. */
    private final IntBag accompanied = new IntBag(0);

    /**
     * Makes an empty one.
     *
     * @param config rings and caps
     * @param map cells of the instance
     * @param bodies what there is to see
     * @param introducer knows names and looks
     * @param clock monotonic nanoseconds, any thread
     */
    public Interest(InterestConfig config, CellMap map, Bodies bodies, Introducer introducer, LongSupplier clock) {
        this.config = config;
        this.map = map;
        this.bodies = bodies;
        Sights sights = new Sights();
        cells = new Cells(map, bodies);
        encoder = new CellEncoder(map, cells, bodies, config, sights);
        deliveries = new Deliveries(map.size(), config, clock);
        subscriptions = new Subscriptions(bodies.size());
        beats = new Beats(config.longestWindow());
        introductions = new Introductions(introducer, cells, deliveries);
        Visibility.Parts parts = new Visibility.Parts(bodies, cells, encoder, sights, subscriptions);
        visibility = new Visibility(parts, introductions, beats);
        neighbours = new Neighbours(map, bodies, cells);
        messages = new Messages(parts, visibility, neighbours, deliveries);
        planner = new Planner(config, map, parts, introductions, new Planner.Rule(visibility, beats));
    }

    /** The rule of who may see whom. */
    public Visibility visibility() {
        return visibility;
    }

    /** Puts a body that has just appeared into its cell, for everybody to see. */
    public void enter(int avatar) {
        enter(avatar, LayerSet.COMMON_LAYER);
    }

    /** Puts a body that has just appeared into its cell of a layer. */
    public void enter(int avatar, int layer) {
        visibility.begin(avatar, layer);
        int cell = map.home(Bodies.NOWHERE, bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar));
        cells.enter(avatar, cell, beats.now());
        beats.active();
        introductions.entered(avatar, beats.now());
    }

    /**
     * Notes that pose or state of a body changed; moves it to another cell where needed.
     *
     * @return false when no body of that number is here: then nothing is noted
     */
    public boolean changed(int avatar) {
        int before = bodies.cell(avatar);
        if (before == Bodies.NOWHERE) {
            return false;
        }
        int now = map.home(before, bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar));
        beats.active();
        if (now == before) {
            cells.changed(avatar, beats.now());
        } else {
            cells.leave(avatar, beats.now());
            cells.enter(avatar, now, beats.now());
        }
        return true;
    }

    /** Takes a body out, and its viewer with it; its number may be given to somebody else later. */
    public void leave(int avatar) {
        if (bodies.cell(avatar) != Bodies.NOWHERE) {
            cells.leave(avatar, beats.now());
            introductions.left(avatar);
        }
        beats.active();
        stopFollowing(avatar);
        planner.spotlight().remove(avatar);
        for (int i = 0; i < accompanied.size(); i++) {
            subscriptions.get(accompanied.get(i)).alwaysNear().remove(avatar);
        }
        Subscription own = subscriptions.find(avatar);
        if (own != null) {
            remove(own);
        }
    }

    /** The number may be somebody else's later, whom nobody asked to follow. */
    private void stopFollowing(int avatar) {
        for (int i = subscriptions.size() - 1; i >= 0; i--) {
            Subscription each = subscriptions.at(i);
            if (each.viewer().avatar() != Viewer.NO_AVATAR) {
                return;
            }
            if (each.viewpoint() instanceof Viewpoint.Following body && body.avatar() == avatar) {
                look(each.viewer(), each.whereabouts());
            }
        }
    }

    /** Starts to send an avatar's surroundings to its person. */
    public Viewer look(int avatar, Recipient recipient) {
        return add(new Viewer(avatar, avatar, recipient, planner.nothing()), new Viewpoint.Following(avatar));
    }

    /**
     * Starts to send what there is to see from a viewpoint to somebody who has no body and whom nobody sees: a moderator
     * unseen, a camera, a screen elsewhere, a recorder. It may see what everybody may see, unless {@link
     * Visibility#read} says otherwise.
     */
    public Viewer spectate(Viewpoint viewpoint, Recipient recipient) {
        int number = subscriptions.freeNumber();
        return add(new Viewer(number, Viewer.NO_AVATAR, recipient, planner.nothing()), viewpoint);
    }

    private Viewer add(Viewer viewer, Viewpoint viewpoint) {
        subscriptions.add(new Subscription(viewer, viewpoint));
        deliveries.viewers(viewer.recipient(), 1);
        beats.active();
        return viewer;
    }

    /** Has a viewer look from elsewhere from now on. */
    public void look(Viewer viewer, Viewpoint viewpoint) {
        subscriptions.get(viewer.number()).viewpoint(viewpoint);
        beats.active();
    }

    /** Where a viewer looks from at the moment; of one who sees everything, where it stood before. */
    public Viewpoint.Standing whereabouts(Viewer viewer) {
        Subscription subscription = subscriptions.get(viewer.number());
        subscription.locate(bodies, visibility);
        return subscription.whereabouts();
    }

    /** Sends nothing more to a viewer without a body; one with a body ends when the body leaves. */
    public void endSpectating(Viewer viewer) {
        Subscription subscription = subscriptions.find(viewer.number());
        if (subscription != null && subscription.viewer() == viewer && viewer.avatar() == Viewer.NO_AVATAR) {
            remove(subscription);
        }
    }

    private void remove(Subscription subscription) {
        int number = subscription.viewer().number();
        accompanied.removeSorted(number);
        deliveries.viewers(subscription.viewer().recipient(), -1);
        subscriptions.remove(number);
        visibility.end(subscription);
    }

    /** Sends to another recipient from now on, who is taken to know nothing yet. */
    public void redirect(Viewer viewer, Recipient next) {
        deliveries.viewers(viewer.recipient(), -1);
        deliveries.viewers(next, 1);
        viewer.recipient(next);
        // Somebody may yet come in this beat.
        introductions.meetEverybody(subscriptions.get(viewer.number()), beats.now() - 1);
        viewer.askForKeyframes();
    }

    /** Has everybody see an avatar as if it were near, until it leaves; false when too many are seen so. */
    public boolean spotlight(int avatar, boolean isOn) {
        beats.active();
        if (!isOn) {
            planner.spotlight().remove(avatar);
            return true;
        }
        return bodies.cell(avatar) != Bodies.NOWHERE && planner.spotlight().add(avatar);
    }

    /** Has a viewer see an avatar as if it were near, until it leaves; of more than eight the newest count. */
    public void keepNear(int viewer, int avatar, boolean isOn) {
        Subscription who = subscriptions.find(viewer);
        if (who == null) {
            return;
        }
        beats.active();
        if (!isOn) {
            who.alwaysNear().remove(avatar);
        } else if (bodies.cell(avatar) != Bodies.NOWHERE) {
            who.alwaysNear().add(avatar);
            accompanied.insertSorted(viewer);
        }
    }

    /**
     * Tells everybody anew who somebody is, after a change of name or look.
     *
     * @return false when nobody of that number is here
     */
    public boolean reintroduce(int avatar) {
        if (bodies.cell(avatar) == Bodies.NOWHERE) {
            return false;
        }
        beats.active();
        introductions.again(avatar, beats.now());
        return true;
    }

    /** Queues mail; it leaves at the end of the tick. */
    public void mail(Mail item) {
        deliveries.mail(item);
    }

    /**
     * Queues a message for all of an audience; it leaves at the end of the tick.
     *
     * @param audience who is to hear it
     * @param bytes a complete {@code ServerMessage}, never written again
     * @param kind what may happen to it when its way is blocked
     * @return how many viewers it goes to
     */
    public int tell(Audience audience, ByteString bytes, MessageClass kind) {
        return messages.tell(audience, bytes, kind);
    }

    /** Who is near whom. */
    public Neighbours neighbours() {
        return neighbours;
    }

    /** What waits for event loops and what was given up. Any thread. */
    public DeliveryCounts deliveryCounts() {
        return deliveries.counts();
    }

    /** How often an event loop was too far behind to be given a tick's bytes. */
    public long gaps() {
        return deliveries.gaps();
    }

    /** How long the slowest event loop took to write a tick's frames, or has been at it, nanoseconds. */
    public long deliveryLagNs() {
        return deliveries.lagNs();
    }

    /** The beat that changes of this tick belong to, see {@link org.parvis.server.interest.plan.SendSchedule}. */
    public int beat() {
        return beats.now();
    }

    /** Leaves out so much from now on. */
    public void shed(LoadShedding shedding) {
        planner.windows().shed(shedding, beats.now());
        beats.active();
    }

    /** Ends the tick: encodes, introduces, hands over. */
    public void publish(int tick) {
        int paces = planner.planAll();
        if (beats.isQuiet()) {
            // The beat stays open for whoever comes next, so nobody may count as introduced to all who came in it.
            deliveries.handOver(null);
            return;
        }
        int mostIntroductions = planner.windows().shedding().introductionsPerTick();
        for (int i = 0; i < subscriptions.size(); i++) {
            introductions.introduce(subscriptions.at(i), beats.now(), mostIntroductions);
        }
        deliveries.handOver(encode(tick, paces));
        beats.next();
        introductions.begin(beats.now());
    }

    private @Nullable TickBytes encode(int tick, int paces) {
        TickBytes bytes = deliveries.freeBlock(tick);
        if (bytes == null) {
            encoder.dropWishes();
            deliveries.missed();
            return null;
        }
        planner.windows().set(bytes.schedule(), beats.now(), paces);
        encoder.encode(bytes, planner.windows().mid(), planner.windows().far());
        cells.forgetUpTo(beats.now() - config.longestWindow());
        planner.weigh();
        if (bytes.schedule().isHorizonDue()) {
            encoder.count(bytes);
        }
        return bytes;
    }
}
