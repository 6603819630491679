package org.parvis.world.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.parvis.world.fault.BundleException;
import org.parvis.world.imports.city.CityObject;
import org.parvis.world.imports.shape.MeshBuilder;
import org.parvis.world.imports.source.SourceFile;
import org.parvis.world.imports.source.Unused;

/**
 * Imports CityJSON with buildings of LoD 0 to 3.
 *
 * <p>A building and its parts stand together on the flat floor people walk on, wherever the hill they stand on is; see
 * {@link CityBuildings}. Roads, water, green and bridges become meshes laid on the floor; trees, furniture and what is
 * fixed to buildings become meshes that stand. What is inside of buildings, under the ground, or the ground itself, is
 * left out and counted. Where an object comes in several levels of detail, the highest is used.
 */
final class CityJsonImport {
    private static final Set<String> INSIDE = Set.of(
            "BuildingRoom", "BuildingFurniture", "BuildingStorey", "BuildingUnit", "BridgeRoom", "BridgeFurniture");
    private static final Set<String> UNDER_OR_GROUND = Set.of(
            "Tunnel",
            "TunnelPart",
            "TunnelInstallation",
            "TunnelHollowSpace",
            "TunnelFurniture",
            "TunnelConstructiveElement",
            "TINRelief",
            "CityObjectGroup");
    private static final Set<String> STANDING = Set.of(
            "SolitaryVegetationObject",
            "CityFurniture",
            "OtherConstruction",
            "GenericCityObject",
            "+GenericCityObject",
            "BridgeInstallation",
            "BridgeConstructiveElement");

    private final SourceFile file;
    private final ImportOptions options;
    private final Unused unused = new Unused();
    private final CityModel model;
    private final VenueAssembly venue;
    private final CityBuildings buildings;
    private final Map<String, MeshBuilder> layers = new LinkedHashMap<>();
    private double lowestFootM = Double.POSITIVE_INFINITY;
    private double highestFootM = Double.NEGATIVE_INFINITY;
    private double farthestM = 10;

    private CityJsonImport(SourceFile file, ImportOptions options) throws BundleException {
        this.file = file;
        this.options = options;
        this.model = new CityModel(file, options, unused);
        this.venue = new VenueAssembly(file, options);
        this.buildings = new CityBuildings(venue, unused);
    }

    static ImportedVenue run(SourceFile file, ImportOptions options, ImportProgress progress) throws BundleException {
        return new CityJsonImport(file, options).run(progress);
    }

    private ImportedVenue run(ImportProgress progress) throws BundleException {
        int done = 0;
        for (List<CityObject> group : model.groups()) {
            addGroup(group);
            done += group.size();
            progress.at("reading city objects", done, model.size());
        }
        layers.values().forEach(layer -> layer.build().ifPresent(venue.meshes::add));
        if (venue.buildings.isEmpty() && venue.meshes.isEmpty()) {
            unused.refuse(file.name(), "building and nothing else to see");
        }
        venue.notes.addAll(file.notes());
        venue.notes.addAll(model.notes());
        venue.notes.addAll(unused.notes());
        if (highestFootM - lowestFootM > CityBuildings.RAISED_M) {
            venue.notes.add(
                    "the buildings stand on ground between %.0f and %.0f m high; the floor is flat, so each was moved onto it"
                            .formatted(lowestFootM, highestFootM));
        }
        OutdoorGround.lay(venue, OutdoorGround.radiusM(file, options, farthestM), List.of(), List.of());
        return venue.finish(model.origin(), Optional.empty(), buildings.areDetailed() ? "LoD2" : "LoD1");
    }

    /** An object with all that belongs to it. */
    private void addGroup(List<CityObject> group) {
        Envelope box = new Envelope();
        group.forEach(object -> object.expand(box));
        if (box.isNull()) {
            String kind = group.get(0).type() + " objects have no geometry and were left out";
            unused.leaveOut(
                    kind,
                    file.name(),
                    group.get(0).pointer(),
                    "the object has no geometry",
                    "Add it, or leave it out.");
            return;
        }
        double distanceM = Math.hypot(box.centre().x, box.centre().y);
        if (options.radiusM().isPresent() && distanceM > options.radiusM().getAsDouble()) {
            unused.count("objects lie beyond the radius and were left out", "");
            return;
        }
        List<CityObject> others = new ArrayList<>();
        List<CityObject> solids = new ArrayList<>();
        for (CityObject object : group) {
            (object.isSolid() ? solids : others).add(object);
        }
        double footM = CityBuildings.footM(solids.isEmpty() ? group : solids);
        boolean used = false;
        if (!solids.isEmpty()) {
            buildings.add(group.get(0).id(), solids, footM);
            lowestFootM = Math.min(lowestFootM, footM);
            highestFootM = Math.max(highestFootM, footM);
            used = true;
        }
        for (CityObject object : others) {
            used |= addOther(object, footM);
        }
        if (used) {
            farthestM = Math.max(
                    farthestM,
                    Math.hypot(
                            Math.max(Math.abs(box.getMinX()), Math.abs(box.getMaxX())),
                            Math.max(Math.abs(box.getMinY()), Math.abs(box.getMaxY()))));
        }
    }

    private boolean addOther(CityObject object, double footM) {
        if (object.faces().isEmpty()) {
            return false;
        }
        String type = object.type();
        if (INSIDE.contains(type)
                || UNDER_OR_GROUND.contains(type)
                || (type.startsWith("+") && !STANDING.contains(type))) {
            unused.leaveOut(
                    type + " objects were left out",
                    file.name(),
                    object.pointer(),
                    "a " + type + " has no place in a venue",
                    "Give buildings, roads, water or green.");
            return false;
        }
        MeshBuilder layer = layers.computeIfAbsent(type, CityJsonImport::layer);
        for (Coordinate[][] face : object.faces()) {
            layer.add(face, footM);
        }
        return true;
    }

    private static MeshBuilder layer(String type) {
        return switch (type) {
            case "Road", "Railway", "TransportSquare", "TransportationComplex" ->
                MeshBuilder.laidAt(type.equals("Road") ? "roads" : "ways-" + type, "road", "asphalt", 0.03);
            case "WaterBody", "Waterway" -> MeshBuilder.laidAt("water-" + type, "water", "water", 0.02);
            case "PlantCover", "LandUse" ->
                MeshBuilder.laidAt("PlantCover".equals(type) ? "green" : "land", "green", "grass", 0.01);
            case "Bridge", "BridgePart" -> MeshBuilder.laidAt("bridges-" + type, "bridge", "stone", 0.04);
            case "SolitaryVegetationObject" -> new MeshBuilder("trees", "tree", "grass");
            case "CityFurniture" -> new MeshBuilder("furniture", "other", "metal");
            case "BuildingInstallation", "BuildingConstructiveElement" ->
                new MeshBuilder("fixed-" + type, "wall", "concrete");
            default ->
                STANDING.contains(type)
                        ? new MeshBuilder("standing-" + type, "other", "concrete")
                        : MeshBuilder.laidAt("other-" + type.replaceAll("\\s", "-"), "other", "concrete", 0.015);
        };
    }
}
