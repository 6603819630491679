package org.parvis.server.feature.door;

import java.util.List;
import org.parvis.server.feature.FeatureModule;
import org.parvis.server.feature.FeatureParts;
import org.parvis.server.identity.people.PersonalData;
import org.parvis.server.instance.feature.InstanceParts;
import org.parvis.world.Fixture;
import org.parvis.world.FixtureKind;
import org.parvis.world.kind.KindRegistry;

/** Doors that only their owner opens. */
public final class DoorModule implements FeatureModule {
    /** A door of a venue: a line across the direction that it faces, which nobody walks through while it is closed. */
    static final FixtureKind KIND = new FixtureKind("door");

    private static final double USUAL_WIDTH_M = 1.2;

    /**
     * What a bundle says of a door.
     *
     * @param widthM width in metres, 0.5 to 10
     */
    record Size(double widthM) {}

    @Override
    public String name() {
        return "door";
    }

    @Override
    public void start(FeatureParts parts) {
        InstanceParts<DoorPart> instances = new InstanceParts<>(seam -> new DoorPart(seam, parts.store()).listen());
        parts.addToInstances(instances);
        new DoorEndpoints(parts.endpoints(), instances).addTo(parts.routes());
    }

    @Override
    public boolean hasTables() {
        return true;
    }

    @Override
    public List<PersonalData> personalData() {
        return List.of(new DoorTable());
    }

    @Override
    public KindRegistry withKinds(KindRegistry kinds) {
        return kinds.with(KIND, properties -> new Size(properties.number("widthM", 0.5, 10, USUAL_WIDTH_M)));
    }

    /** The line that a door closes: x and z of both ends, metres. */
    static double[] line(Fixture door) {
        double halfM = door.properties().as(Size.class).map(Size::widthM).orElse(USUAL_WIDTH_M) / 2;
        double xM = Math.cos(door.yawRad()) * halfM;
        double zM = Math.sin(door.yawRad()) * halfM;
        return new double[] {door.x() - xM, door.z() + zM, door.x() + xM, door.z() - zM};
    }
}
