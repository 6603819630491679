package org.parvis.server.gateway.assets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Files below a folder of the class path, with {@code .gz} and {@code .br} companions.
 *
 * @param folder such as {@code web}, without slashes at its ends
 */
public record ClasspathAssets(String folder) implements AssetSource {
    @Override
    public Optional<StoredFile> read(String path) throws IOException {
        Optional<ByteBuffer> bytes = resource(path);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StoredFile(bytes.get(), resource(path + ".gz"), resource(path + ".br")));
    }

    private Optional<ByteBuffer> resource(String path) throws IOException {
        // A folder on a class path of folders opens as a listing of its files; names without a dot are not files here.
        boolean isFile = path.lastIndexOf('.') > path.lastIndexOf('/');
        if (!isFile) {
            return Optional.empty();
        }
        try (InputStream in = ClasspathAssets.class.getResourceAsStream("/" + folder + "/" + path)) {
            return in == null ? Optional.empty() : Optional.of(ByteBuffer.wrap(in.readAllBytes()));
        }
    }
}
