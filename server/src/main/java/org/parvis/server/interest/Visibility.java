package org.parvis.server.interest;

import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.Cells;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.fanout.CellEncoder;
import org.parvis.server.interest.fanout.Viewer;
import org.parvis.server.interest.sight.LayerSet;
import org.parvis.server.interest.sight.Sight;
import org.parvis.server.interest.sight.Sights;

/**
 * The one rule of who may see whom, for frames, introductions, counts, messages and whatever features do.
 *
 * <p>A body stands in one <em>layer</em>, a viewer reads a set of layers: its own body's always, the common one unless
 * told otherwise. Besides, two avatars may be <em>blocked</em>: then neither sees the other, whatever the layers. A
 * change takes effect with the next frame: who is seen no longer is gone from the client, who is seen again comes back
 * with an introduction. Nobody is sent a byte about a body that they may not see, not even that it left.
 *
 * <p>Blocks are between numbers of an instance and end when a number passes to somebody else, so whoever knows persons
 * must block anew when one of them comes in. Tick thread only.
 */
public final class Visibility {
    private static final int[] NOBODY = {};

    private final Bodies bodies;
    private final Cells cells;
    private final CellEncoder encoder;
    private final Sights sights;
    private final Subscriptions subscriptions;
    private final Introductions introductions;
    private final Beats beats;
    private final @Nullable IntBag[] blocked;
    private final int[] enteredBeat;
    private int lastLayer = LayerSet.COMMON_LAYER;

    /** What the rule reaches into: all of one instance. */
    record Parts(Bodies bodies, Cells cells, CellEncoder encoder, Sights sights, Subscriptions subscriptions) {}

    Visibility(Parts parts, Introductions introductions, Beats beats) {
        bodies = parts.bodies();
        cells = parts.cells();
        encoder = parts.encoder();
        sights = parts.sights();
        subscriptions = parts.subscriptions();
        this.introductions = introductions;
        this.beats = beats;
        blocked = new IntBag[bodies.size()];
        enteredBeat = new int[bodies.size()];
    }

    /**
     * Whether a viewer may see a body, and so hear of what it does.
     *
     * @param viewer number of a viewer, or of a body without one
     * @param avatar number of a body; those who look on without one have numbers too, whom nobody else sees
     */
    public boolean maySee(int viewer, int avatar) {
        if (viewer == avatar) {
            return true;
        }
        if (!isBody(avatar)) {
            return false;
        }
        int layer = cells.layer(avatar);
        Subscription subscription = subscriptions.find(viewer);
        if (subscription != null) {
            return subscription.sight().sees(avatar, layer);
        }
        if (!isBody(viewer)) {
            return false;
        }
        IntBag others = blocked[viewer];
        return (layer == LayerSet.COMMON_LAYER || layer == cells.layer(viewer))
                && (others == null || others.search(avatar) < 0);
    }

    private boolean isBody(int avatar) {
        return avatar >= 0 && avatar < blocked.length;
    }

    private boolean isHere(int avatar) {
        return isBody(avatar) && bodies.cell(avatar) != Bodies.NOWHERE;
    }

    /** Whether no rule touches anybody at the moment: then everybody may see everybody. */
    public boolean isUntouched() {
        return sights.size() == 0 && cells.otherLayers().isEmpty();
    }

    /** The layer of a body. */
    public int layer(int avatar) {
        return cells.layer(avatar);
    }

    /** A layer that nobody uses yet. */
    public int newLayer() {
        return ++lastLayer;
    }

    /**
     * Moves a body to another layer.
     *
     * @param avatar number of the body
     * @param layer 0 or more
     * @return false when no body of that number is here
     */
    public boolean changeLayer(int avatar, int layer) {
        if (layer < 0) {
            throw new IllegalArgumentException("Layers have numbers from 0, not " + layer);
        }
        if (!isHere(avatar)) {
            return false;
        }
        int before = cells.layer(avatar);
        if (before != layer) {
            cells.changeLayer(avatar, layer, beats.now());
            if (enteredBeat[avatar] != beats.now()) {
                // Who came in this very beat has been shown to nobody.
                encoder.recall(avatar, before, beats.now());
            }
            introductions.again(avatar, beats.now());
            beats.active();
            refresh(subscriptions.find(avatar));
        }
        return true;
    }

    /** Has a viewer read these layers from now on, and that of the own body. */
    public void read(Viewer viewer, LayerSet layers) {
        Subscription subscription = subscriptions.get(viewer.number());
        subscription.layers(layers);
        refresh(subscription);
    }

    /**
     * Keeps two from seeing each other, or lets them.
     *
     * @return false when one of them is not here, or both are one
     */
    public boolean block(int avatar, int other, boolean isOn) {
        if (avatar == other || !isHere(avatar) || !isHere(other)) {
            return false;
        }
        mark(avatar, other, isOn);
        mark(other, avatar, isOn);
        refresh(subscriptions.find(avatar));
        refresh(subscriptions.find(other));
        return true;
    }

    /** Whether two avatars are kept from seeing each other. */
    public boolean isBlocked(int avatar, int other) {
        IntBag others = isBody(avatar) ? blocked[avatar] : null;
        return others != null && others.search(other) >= 0;
    }

    private void mark(int avatar, int other, boolean isOn) {
        IntBag others = blocked[avatar];
        if (others == null) {
            others = new IntBag(4);
            blocked[avatar] = others;
        }
        if (isOn) {
            others.insertSorted(other);
            cells.follow(avatar);
        } else {
            others.removeSorted(other);
            if (others.isEmpty()) {
                cells.unfollow(avatar);
            }
        }
    }

    /** Somebody new has the number: no rule of the one before holds. The body is in no cell yet. */
    void begin(int avatar, int layer) {
        cells.begin(avatar, layer);
        enteredBeat[avatar] = beats.now();
        IntBag others = blocked[avatar];
        while (others != null && !others.isEmpty()) {
            int other = others.get(others.size() - 1);
            mark(avatar, other, false);
            mark(other, avatar, false);
            refresh(subscriptions.find(other));
        }
        refresh(subscriptions.find(avatar));
    }

    /** A viewer is gone. */
    void end(Subscription subscription) {
        sights.release(subscription.sight());
    }

    private void refresh(@Nullable Subscription subscription) {
        if (subscription == null) {
            return;
        }
        int own = subscription.viewer().avatar();
        LayerSet layers = subscription.layers();
        int[] hidden = NOBODY;
        if (own != Viewer.NO_AVATAR) {
            layers = layers.with(cells.layer(own));
            IntBag others = blocked[own];
            hidden = others == null ? NOBODY : others.toArray();
        }
        Sight before = subscription.sight();
        Sight next = sights.acquire(layers, hidden);
        if (next == before) {
            sights.release(next);
            return;
        }
        subscription.sight(next, beats.now());
        introductions.nowSeen(subscription, before);
        sights.release(before);
        beats.active();
    }
}
