package org.parvis.world.bundle;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Faults;
import org.parvis.world.kind.KindRegistry;

/** Where a bundle comes from: a folder, a zip file, or the venues built into this module. */
public sealed interface VenueSource permits FolderSource, ZipSource, BuiltInSource {
    /** The venue that is there without any configuration. */
    String DEFAULT_VENUE = "plaza-mayor";

    /**
     * Finds the source meant by a word of the configuration or command line.
     *
     * @param nameOrPath name of a built-in venue, or path of a folder, of a zip, or of the {@code venue.json} in a folder
     * @throws BundleException when there is no such thing
     */
    static VenueSource resolve(String nameOrPath) throws BundleException {
        if (builtIn().contains(nameOrPath)) {
            return new BuiltInSource(nameOrPath);
        }
        Faults faults = new Faults();
        try {
            Path path = Path.of(nameOrPath);
            if (Files.isDirectory(path)) {
                return new FolderSource(path);
            }
            if (Files.isRegularFile(path)) {
                Path parent = path.toAbsolutePath().getParent();
                boolean manifest = path.endsWith(BundleReader.MANIFEST);
                return manifest && parent != null ? new FolderSource(parent) : new ZipSource(path);
            }
        } catch (InvalidPathException e) {
            faults.add(nameOrPath, "", "this is not a path: " + e.getReason(), "Give the path of a folder or zip.");
            throw new BundleException(faults.list());
        }
        faults.add(
                nameOrPath,
                "",
                "there is neither a file or folder nor a built-in venue of this name",
                "Give the path of a bundle (folder or zip), or one of: " + String.join(", ", builtIn()) + ".");
        throw new BundleException(faults.list());
    }

    /** Names of the built-in venues. */
    static List<String> builtIn() {
        return BuiltInSource.NAMES;
    }

    /** The source in words, for messages. */
    String describe();

    /**
     * Lists the files.
     *
     * @throws BundleException when the source cannot be read or goes beyond the limits
     */
    List<BundleFile> files() throws BundleException;

    /**
     * Reads and checks the whole bundle, knowing the kinds that come with Parvis.
     *
     * @throws BundleException with every fault found
     */
    default LoadedVenue open() throws BundleException {
        return open(KindRegistry.builtIn());
    }

    /**
     * Reads and checks the whole bundle.
     *
     * @param kinds the kinds of zones and fixtures, with readers of their properties
     * @throws BundleException with every fault found
     */
    default LoadedVenue open(KindRegistry kinds) throws BundleException {
        return BundleReader.read(files(), kinds);
    }
}
