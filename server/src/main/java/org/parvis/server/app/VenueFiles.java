package org.parvis.server.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.parvis.server.gateway.assets.AssetSource;
import org.parvis.server.gateway.assets.StoredFile;
import org.parvis.world.bundle.BundleFile;
import org.parvis.world.bundle.ServedTypes;

/**
 * The files of a venue's bundle, as the gateway serves them: only types that hold data, whatever lies in the bundle.
 *
 * <p>Immutable; any thread.
 */
final class VenueFiles implements AssetSource {
    private final Map<String, BundleFile> byPath;

    VenueFiles(List<BundleFile> files) {
        byPath = files.stream()
                .filter(file -> ServedTypes.contentType(file.path()).isPresent())
                .collect(Collectors.toUnmodifiableMap(BundleFile::path, Function.identity()));
    }

    @Override
    public Optional<StoredFile> read(String path) throws IOException {
        Optional<ByteBuffer> bytes = bytes(path);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StoredFile(bytes.get(), bytes(path + ".gz"), bytes(path + ".br")));
    }

    private Optional<ByteBuffer> bytes(String path) throws IOException {
        BundleFile file = byPath.get(path);
        return file == null ? Optional.empty() : Optional.of(ByteBuffer.wrap(file.bytes()));
    }
}
