package org.parvis.world.imports;

import java.nio.file.Path;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.TopologyException;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Words;
import org.parvis.world.imports.feature.Feature;
import org.parvis.world.imports.feature.GeoJsonShapes;
import org.parvis.world.imports.feature.IndoorMaps;
import org.parvis.world.imports.source.SourceFile;
import org.parvis.world.imports.source.Unused;
import tools.jackson.databind.JsonNode;

/** Reads a data file of any known form into a venue. */
public final class VenueImport {
    private VenueImport() {}

    /**
     * Imports one file; gzip is unpacked.
     *
     * @param file GeoJSON, CityJSON, or a text sequence of either
     * @param options what the caller wants
     * @param progress told how far it is, on this thread
     * @return the venue with notes on what was mended and what was left out
     * @throws BundleException with every fault, when the file cannot be used
     */
    public static ImportedVenue run(Path file, ImportOptions options, ImportProgress progress) throws BundleException {
        SourceFile source = SourceFile.read(file);
        try {
            return read(source, options, progress);
        } catch (TopologyException crooked) {
            // Geometry libraries mend nearly everything; what even they cannot is the file's fault.
            Coordinate at = crooked.getCoordinate();
            String place = at == null ? "" : " near (" + Words.number(at.x) + ", " + Words.number(at.y) + ")";
            throw BundleException.of(
                    source.name(),
                    "",
                    "its outlines cannot be made clean" + place,
                    "Mend its geometry first, with any geographic information system.");
        }
    }

    private static ImportedVenue read(SourceFile source, ImportOptions options, ImportProgress progress)
            throws BundleException {
        JsonNode root = source.root();
        String type = root.path("type").asString("");
        if (type.equals("CityJSON") || type.equals("CityJSONFeature")) {
            return CityJsonImport.run(source, options, progress);
        }
        refuseOther(source.name(), root, type);
        Unused unused = new Unused();
        GeoJson geoJson = new GeoJson(source, options, unused);
        List<Feature> features = geoJson.features(progress);
        if (IndoorMaps.isLayered(features)) {
            return IndoorImport.run(source, geoJson, features, options, progress, unused);
        }
        if (IndoorMaps.isIndoorMap(features)) {
            List<Feature> layered = IndoorMaps.layered(source.name(), features, unused);
            return IndoorImport.run(source, geoJson, layered, options, progress, unused);
        }
        return OutdoorImport.run(source, geoJson, features, options, progress, unused);
    }

    /** Names the other forms of JSON that maps come in. */
    private static void refuseOther(String file, JsonNode root, String type) throws BundleException {
        String what = "";
        String cure = "Export it as GeoJSON.";
        if (type.equals("Topology")) {
            what = "TopoJSON";
            cure = "Convert it to GeoJSON (topo2geo).";
        } else if (root.path("elements").isArray()) {
            what = "the answer of an Overpass query";
            cure = "Convert it to GeoJSON (osmtogeojson), or export it as GeoJSON there.";
        } else if (root.path("features").path(0).path("attributes").isObject()) {
            what = "Esri JSON";
            cure = "Ask the service for f=geojson.";
        } else if (root.path("asset").isObject() && root.path("accessors").isArray()) {
            what = "a glTF model";
            cure = "Put it into the assets/ folder of a bundle instead.";
        } else if (root.path("format").asString("").startsWith("parvis-venue")) {
            what = "the manifest of a bundle already";
            cure = "Look at it with venue check and run it with --venue.";
        } else if (!root.isObject() && !root.isArray()) {
            what = "a single text or number";
        } else if (!type.isEmpty() && !type.startsWith("Feature") && !GeoJsonShapes.isGeometry(type)) {
            throw BundleException.of(
                    file,
                    "/type",
                    "\"" + type + "\" is not a form of data this importer reads",
                    "Give GeoJSON or CityJSON.");
        }
        if (!what.isEmpty()) {
            throw BundleException.of(file, "", "this is " + what + ", neither GeoJSON nor CityJSON", cure);
        }
    }
}
