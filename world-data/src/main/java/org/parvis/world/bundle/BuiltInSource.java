package org.parvis.world.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Faults;

/** A venue that is part of this module: a real place, or one of the two bare fields that load tests need. */
final class BuiltInSource implements VenueSource {
    static final List<String> NAMES = List.of(DEFAULT_VENUE, "open-plaza", "show-floor");
    private static final List<String> FILES = List.of("buildings.json", "meshes.json", "venue.json");
    private static final List<String> FIELD_FILES = List.of("venue.json");

    private final String name;

    BuiltInSource(String name) {
        this.name = name;
    }

    @Override
    public String describe() {
        return "built-in venue " + name;
    }

    @Override
    public List<BundleFile> files() throws BundleException {
        List<BundleFile> files = new ArrayList<>();
        Faults faults = new Faults();
        for (String file : name.equals(DEFAULT_VENUE) ? FILES : FIELD_FILES) {
            try {
                files.add(new BundleFile(file, read(file).length, () -> read(file)));
            } catch (IOException e) {
                faults.add(file, "", e.getMessage() == null ? "unreadable" : e.getMessage(), "Build the jar anew.");
            }
        }
        faults.throwIfAny();
        return files;
    }

    private byte[] read(String file) throws IOException {
        String resource = "/venues/" + name + "/" + file;
        try (InputStream in = BuiltInSource.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("missing in the jar: " + resource);
            }
            return in.readAllBytes();
        }
    }
}
