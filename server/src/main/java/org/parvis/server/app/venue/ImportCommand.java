package org.parvis.server.app.venue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parvis.server.app.feature.FeatureList;
import org.parvis.world.bundle.BundleWriter;
import org.parvis.world.bundle.LoadedVenue;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.check.VenueWarnings;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.VenueFault;
import org.parvis.world.fault.Words;
import org.parvis.world.imports.ImportOptions;
import org.parvis.world.imports.ImportedVenue;
import org.parvis.world.imports.VenueImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code venue import}: makes a bundle of a data file, and checks it. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a venue bundle of real data: GeoJSON (footprints with heights, roof faces, squares, stations, indoor"
                    + " layers; plain, one object a line, or gzip), CityJSON 1.0 to 2.0 or CityJSONSeq, indoor maps of"
                    + " OpenStreetMap or IMDF.",
            "The bundle is checked after writing."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:the bundle is written and in order", " 2:the data cannot be used, every fault is listed"},
        footer = {
            "",
            "Examples:",
            "  venue import shibuya.geojson.gz --out shibuya.zip --credit \"City data, CC BY 4.0\"",
            "  venue import city.json --crs EPSG:7415 --out delft --radius 200",
            "  venue import taipei.geojson --origin 121.5078,25.0421 --radius 150 --id ximending --title Ximending"
        })
final class ImportCommand implements Callable<Integer> {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    @Parameters(index = "0", paramLabel = "FILE", description = "Data file, plain or gzip.")
    private Path file = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "BUNDLE", description = "Same as --out.")
    private @Nullable Path target;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "BUNDLE",
            description = "Folder to write, or file ending in .zip.")
    private @Nullable Path out;

    @Option(names = "--origin", paramLabel = "LON,LAT", description = "Origin of the venue in WGS84 degrees.")
    private @Nullable String origin;

    @Option(names = "--radius", paramLabel = "M", description = "Leave out what lies further from the origin.")
    private @Nullable Double radiusM;

    @Option(names = "--id", paramLabel = "ID", description = "Id of the venue: a-z, 0-9, hyphens.")
    private @Nullable String id;

    @Option(names = "--title", paramLabel = "TEXT", description = "Title of the venue.")
    private @Nullable String title;

    @Option(names = "--credit", paramLabel = "TEXT", description = "Line naming the source, as its licence asks.")
    private @Nullable String credit;

    @Option(names = "--license", paramLabel = "NAME", description = "Licence of the data, such as CC-BY-4.0.")
    private @Nullable String license;

    @Option(names = "--crs", paramLabel = "EPSG:N", description = "Reference system; wins over what the file says.")
    private @Nullable String crs;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        ImportOptions options = options();
        PrintWriter err = spec.commandLine().getErr();
        try {
            ProgressLine progress = new ProgressLine(err);
            ImportedVenue imported = VenueImport.run(file, options, progress);
            Path bundle = bundle(imported);
            refuseForeign(bundle);
            progress.step("writing " + bundle);
            BundleWriter.write(imported.venue(), imported.meshes(), bundle);
            progress.step("checking " + bundle);
            LoadedVenue loaded =
                    VenueSource.resolve(bundle.toAbsolutePath().toString()).open(FeatureList.kinds());
            VenueSummary.print(loaded, spec.commandLine().getOut());
            imported.notes().forEach(note -> err.println("note: " + note));
            FaultReport.printWarnings(VenueWarnings.of(loaded), err);
            return VenueCommand.OK;
        } catch (BundleException e) {
            return FaultReport.print(file.toString(), e, err);
        } catch (IOException e) {
            err.println(
                    "the bundle cannot be written: " + Words.reason(e) + "; choose another --out or check the rights");
            err.flush();
            return VenueCommand.BAD_INPUT;
        }
    }

    /** An older bundle is replaced; anything else of that name is somebody's work. */
    private static void refuseForeign(Path bundle) throws BundleException {
        boolean wantsZip = bundle.toString().endsWith(".zip");
        String[] names = bundle.toFile().list();
        boolean foreignFolder =
                names != null && names.length > 0 && !List.of(names).contains("venue.json");
        boolean wrongForm = wantsZip ? Files.isDirectory(bundle) : Files.isRegularFile(bundle);
        if (foreignFolder || wrongForm) {
            throw new BundleException(List.of(new VenueFault(
                    bundle.toString(),
                    "",
                    "there is something of this name already that is no " + (wantsZip ? "zip" : "bundle folder"),
                    "Choose another --out.")));
        }
    }

    private Path bundle(ImportedVenue imported) {
        Path chosen = out != null ? out : target;
        return chosen != null ? chosen : Path.of(imported.venue().id());
    }

    private ImportOptions options() {
        if (id != null && !ID.matcher(id).matches()) {
            throw usage("--id " + id + ": use lower-case letters, digits and single hyphens");
        }
        if (radiusM != null && !(radiusM >= 5 && radiusM <= 20_000)) {
            throw usage("--radius " + radiusM + ": give 5 to 20000 metres");
        }
        return new ImportOptions(
                Optional.ofNullable(id),
                Optional.ofNullable(title),
                Optional.ofNullable(origin).map(this::place),
                radiusM == null ? OptionalDouble.empty() : OptionalDouble.of(radiusM),
                Optional.ofNullable(crs),
                Optional.ofNullable(credit),
                Optional.ofNullable(license));
    }

    private ImportOptions.Place place(String text) {
        int comma = text.indexOf(',');
        try {
            double lon = Double.parseDouble(text.substring(0, Math.max(0, comma)));
            double lat = Double.parseDouble(text.substring(comma + 1));
            if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) {
                return new ImportOptions.Place(lon, lat);
            }
        } catch (NumberFormatException e) {
            throw usage("--origin " + text + ": give longitude and latitude, such as 139.70053,35.65951");
        }
        throw usage("--origin " + text + ": longitude is −180 to 180 and comes first, latitude −90 to 90");
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
