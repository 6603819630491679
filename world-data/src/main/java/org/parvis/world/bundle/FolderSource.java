package org.parvis.world.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.parvis.world.fault.BundleException;
import org.parvis.world.fault.Faults;
import org.parvis.world.fault.Words;

/** A bundle that lies unpacked in a folder. Hidden files, files of operating systems and links are no part of it. */
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
                    .filter(path -> !BundlePaths.isOfSystem(name(path)))
                    .limit(BundleLimits.MAX_FILES + 1L)
                    .sorted()
                    .toList();
            for (Path path : paths) {
                files.add(new BundleFile(name(path), Files.size(path), () -> Files.readAllBytes(path)));
            }
        } catch (IOException e) {
            unreadable(faults, e);
        } catch (UncheckedIOException e) {
            unreadable(faults, new IOException(e));
        }
        faults.throwIfAny();
        return files;
    }

    private void unreadable(Faults faults, IOException cause) {
        faults.add(folder.toString(), "", "the folder cannot be read: " + Words.reason(cause), "Check its rights.");
    }

    private String name(Path path) {
        return folder.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
