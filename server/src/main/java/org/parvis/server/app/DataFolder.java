package org.parvis.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder for what the server keeps: made when missing, refused when it cannot be used. */
final class DataFolder {
    private DataFolder() {}

    static void prepare(Path folder) throws StartException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartException(
                    List.of("cannot make the data folder " + folder + "; choose another with --data-dir"));
        }
        if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
            throw new StartException(
                    List.of("cannot read and write the data folder " + folder + "; mend its rights or use --data-dir"));
        }
    }
}
