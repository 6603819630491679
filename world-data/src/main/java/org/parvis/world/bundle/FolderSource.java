package org.parvis.world.bundle;

import org.parvis.world.fault.Faults;
import org.parvis.world.fault.BundleException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A bundle that lies unpacked in a folder. Hidden files and links are not part of it. */
final class FolderSource implements VenueSource {
    private static final int MAX_DEPTH = 8;

    private final Path folder;

    FolderSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public String describe() {
        return "folder " + folder;
    }

    @Override
    public List<BundleFile> files() throws BundleException {
        Faults faults = new Faults();
        List<BundleFile> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH)) {
            List<Path> paths = walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !isHidden(path))
                    .limit(BundleLimits.MAX_FILES + 1L)
                    .sorted()
                    .toList();
            for (Path path : paths) {
                String name = folder.relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/");
                files.add(new BundleFile(name, Files.size(path), () -> Files.readAllBytes(path)));
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            faults.add(folder.toString(), "", "the folder cannot be read: " + e.getMessage(), "Check its rights.");
        }
        faults.throwIfAny();
        return files;
    }

    private boolean isHidden(Path path) {
        for (Path name : folder.relativize(path)) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
