package org.parvis.server.instance.motion;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.Places;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.people.Population;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.world.Bounds;
import org.parvis.world.Polygon;

/**
 * Places that features add and remove while people are there, and who is in them. Each place is listed in the cells it
 * touches, so that a step looks at few places however many there are. Clients are not told. Tick thread only; allocates
 * nothing for people who walk where no place is.
 */
public final class PlaceWatch {
    private static final double EVERYWHERE_M = 0.01;

    private final TickState state;
    private final FeatureHub features;
    private final @Nullable List<Place>[] byCell;
    /** The places an avatar is in; null for none. */
    private final @Nullable List<Place>[] inside;

    private int count;

    /** Makes an instance without such places. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of lists cannot be made otherwise
    public PlaceWatch(TickState state, FeatureHub features) {
        this.state = state;
        this.features = features;
        byCell = new List[state.cells().size()];
        inside = new List[state.bodies().size()];
    }

    /** Adds a round place. */
    public Places.Handle addSphere(Spot middle, double radiusM, Places.PlaceListener listener) {
        if (!(radiusM > 0)) {
            throw new IllegalArgumentException("A place has a radius above 0 m, not " + radiusM);
        }
        double squared = radiusM * radiusM;
        Bounds bounds =
                new Bounds(middle.xM() - radiusM, middle.zM() - radiusM, middle.xM() + radiusM, middle.zM() + radiusM);
        return add(
                middle.floor(),
                bounds,
                (xM, zM) ->
                        (xM - middle.xM()) * (xM - middle.xM()) + (zM - middle.zM()) * (zM - middle.zM()) <= squared,
                listener);
    }

    /** Adds a place of another shape. */
    public Places.Handle addPolygon(int floor, Polygon polygon, Places.PlaceListener listener) {
        return add(floor, polygon.bounds(), polygon::contains, listener);
    }

    private Places.Handle add(int floor, Bounds bounds, Shape shape, Places.PlaceListener listener) {
        if (count >= Places.MAX_PLACES) {
            throw new IllegalStateException("There are " + Places.MAX_PLACES + " places already; take one away first");
        }
        if (floor < 0 || floor >= state.cells().floors()) {
            throw new IllegalArgumentException("There is no floor " + floor + " for a place");
        }
        Place place = new Place(floor, bounds, shape, listener);
        count++;
        forEachCell(place, cell -> {
            List<Place> here = byCell[cell];
            if (here == null) {
                here = new ArrayList<>();
                byCell[cell] = here;
            }
            here.add(place);
        });
        lookEverywhere();
        return place;
    }

    private void forEachCell(Place place, Consumer<Integer> task) {
        var cells = state.cells();
        int first = cells.home(
                Bodies.NOWHERE, place.floor, place.bounds.minX() - EVERYWHERE_M, place.bounds.minZ() - EVERYWHERE_M);
        int last = cells.home(
                Bodies.NOWHERE, place.floor, place.bounds.maxX() + EVERYWHERE_M, place.bounds.maxZ() + EVERYWHERE_M);
        for (int row = cells.row(first); row <= cells.row(last); row++) {
            for (int column = cells.column(first); column <= cells.column(last); column++) {
                task.accept(cells.dense(place.floor, column, row));
            }
        }
    }

    private void lookEverywhere() {
        Population population = state.population();
        Bodies bodies = state.bodies();
        for (int i = 0; i < population.size(); i++) {
            int avatar = population.number(i);
            if (state.body(avatar) != null) {
                look(avatar, bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar));
            }
        }
    }

    /** Looks where an avatar is now and tells what changed. */
    public void look(int avatar, int floor, double xM, double zM) {
        List<Place> before = inside[avatar];
        if (count == 0 && before == null) {
            return;
        }
        if (before != null) {
            // From the end, and asked anew each time: a listener may take places away.
            for (int i = before.size() - 1; i >= 0; i = Math.min(i, before.size()) - 1) {
                Place place = before.get(i);
                if (!place.holds(floor, xM, zM)) {
                    exit(avatar, place);
                }
            }
        }
        List<Place> here = byCell[state.cells().home(Bodies.NOWHERE, floor, xM, zM)];
        for (int i = 0; here != null && i < here.size(); i++) {
            Place place = here.get(i);
            if (!place.in.get(avatar) && place.holds(floor, xM, zM)) {
                enter(avatar, place);
            }
        }
    }

    /** Tells that an avatar leaves all its places. */
    public void leave(int avatar) {
        List<Place> before = inside[avatar];
        while (before != null && !before.isEmpty()) {
            exit(avatar, before.get(before.size() - 1));
        }
    }

    private void enter(int avatar, Place place) {
        place.in.set(avatar);
        List<Place> now = inside[avatar];
        if (now == null) {
            now = new ArrayList<>();
            inside[avatar] = now;
        }
        now.add(place);
        features.guard("hearing of a place", () -> place.listener.onEntered(avatar));
    }

    private void exit(int avatar, Place place) {
        place.in.clear(avatar);
        List<Place> now = inside[avatar];
        if (now != null) {
            now.remove(place);
            if (now.isEmpty()) {
                inside[avatar] = null;
            }
        }
        features.guard("hearing of a place", () -> place.listener.onExited(avatar));
    }

    /** What lies within a place. */
    @FunctionalInterface
    private interface Shape {
        boolean contains(double xM, double zM);
    }

    /** One place. */
    private final class Place implements Places.Handle {
        private final int floor;
        private final Bounds bounds;
        private final Shape shape;
        private final Places.PlaceListener listener;
        private final BitSet in = new BitSet();
        private boolean removed;

        Place(int floor, Bounds bounds, Shape shape, Places.PlaceListener listener) {
            this.floor = floor;
            this.bounds = bounds;
            this.shape = shape;
            this.listener = listener;
        }

        boolean holds(int atFloor, double xM, double zM) {
            return !removed && atFloor == floor && shape.contains(xM, zM);
        }

        @Override
        public void remove() {
            state.ownership().check();
            if (removed) {
                return;
            }
            removed = true;
            count--;
            forEachCell(this, cell -> {
                List<Place> here = byCell[cell];
                if (here != null) {
                    // Copied, since a feature may take a place away while somebody's step is being looked at.
                    List<Place> left = new ArrayList<>(here);
                    left.remove(this);
                    byCell[cell] = left.isEmpty() ? null : left;
                }
            });
            for (int avatar : in.stream().toArray()) {
                exit(avatar, this);
            }
        }
    }
}
