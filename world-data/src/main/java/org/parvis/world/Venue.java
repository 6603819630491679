package org.parvis.world;

import java.util.List;
import java.util.Optional;

/**
 * The definition of a place: immutable once loaded, any thread.
 *
 * <p>Floors are numbered from 0 in the order of the list; zones, link ends, spawns and the rest refer to them by that
 * number.
 *
 * @param facts what is known about the venue as a whole
 * @param floors at least one
 * @param zones areas with a meaning
 * @param links ways between floors
 * @param spawns where people appear, at least one
 * @param fixtures things people can use
 * @param props things people see
 * @param pointsOfInterest named places
 * @param buildings extruded footprints
 */
public record Venue(
        VenueFacts facts,
        List<Floor> floors,
        List<Zone> zones,
        List<Link> links,
        List<Spawn> spawns,
        List<Fixture> fixtures,
        List<Prop> props,
        List<PointOfInterest> pointsOfInterest,
        List<Building> buildings) {
    public Venue {
        floors = List.copyOf(floors);
        zones = List.copyOf(zones);
        links = List.copyOf(links);
        spawns = List.copyOf(spawns);
        fixtures = List.copyOf(fixtures);
        props = List.copyOf(props);
        pointsOfInterest = List.copyOf(pointsOfInterest);
        buildings = List.copyOf(buildings);
    }

    public String id() {
        return facts.id();
    }

    public String version() {
        return facts.version();
    }

    public LocalText title() {
        return facts.title();
    }

    public GeoOrigin origin() {
        return facts.origin();
    }

    public Bounds bounds() {
        return facts.bounds();
    }

    /** The floor with number {@code index}. */
    public Floor floor(int index) {
        return floors.get(index);
    }

    /** The floor called {@code id}. */
    public Optional<Floor> floor(String id) {
        return floors.stream().filter(floor -> floor.id().equals(id)).findFirst();
    }

    /** The fixture called {@code id}. */
    public Optional<Fixture> fixture(String id) {
        return fixtures.stream().filter(fixture -> fixture.id().equals(id)).findFirst();
    }
}
