package org.parvis.world.imports;

import java.nio.file.Path;
import java.util.Set;
import org.locationtech.jts.geom.TopologyException;
import org.parvis.world.bundle.BundleException;
import org.parvis.world.bundle.Faults;
import tools.jackson.databind.JsonNode;

/** Reads a data file of any known form into a venue. */
public final class VenueImport {
    private static final Set<String> INDOOR_LAYERS =
            Set.of("floor", "space", "fixture", "opening", "link", "node", "facility");

    private VenueImport() {}

    /**
     * Imports one file; gzip is unpacked.
     *
     * @param file GeoJSON or CityJSON 2.0
     * @param options what the caller wants
     * @param progress told how far it is, on this thread
     * @return the venue with notes on what was mended
     * @throws BundleException with every fault, when the file cannot be used
     */
    public static ImportedVenue run(Path file, ImportOptions options, ImportProgress progress) throws BundleException {
        SourceFile source = SourceFile.read(file);
        try {
            return read(source, options, progress);
        } catch (TopologyException crooked) {
            // Geometry libraries mend nearly everything; what even they cannot is the file's fault.
            Faults faults = new Faults();
            faults.add(
                    source.name(),
                    "",
                    "its outlines cannot be made clean: " + crooked.getMessage(),
                    "Mend its geometry first, with any geographic information system.");
            throw new BundleException(faults.list());
        }
    }

    private static ImportedVenue read(SourceFile source, ImportOptions options, ImportProgress progress)
            throws BundleException {
        JsonNode type = source.root().get("type");
        String form = type != null && type.isString() ? type.stringValue() : "";
        return switch (form) {
            case "CityJSON" -> CityJsonImport.run(source, options, progress);
            case "FeatureCollection" ->
                isIndoor(source)
                        ? IndoorImport.run(source, options, progress)
                        : OutdoorImport.run(source, options, progress);
            default -> {
                Faults faults = new Faults();
                faults.add(
                        source.name(),
                        "/type",
                        "\"" + form + "\" is not a form of data this importer reads",
                        "Give a GeoJSON FeatureCollection or a CityJSON file.");
                throw new BundleException(faults.list());
            }
        };
    }

    private static boolean isIndoor(SourceFile source) {
        JsonNode features = source.root().path("features");
        for (int i = 0; i < features.size(); i++) {
            JsonNode layer = features.path(i).path("properties").get("layer");
            if (layer != null && layer.isString() && INDOOR_LAYERS.contains(layer.stringValue())) {
                return true;
            }
        }
        return false;
    }
}
