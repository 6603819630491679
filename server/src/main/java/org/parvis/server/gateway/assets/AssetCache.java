package org.parvis.server.gateway.assets;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Recently sent files in memory, compressed at most once each.
 *
 * <p>Bounded by bytes. Loading happens on worker threads, once per file however many ask. Absence is not remembered:
 * strangers could fill the cache with names that do not exist.
 *
 * <p>Any thread.
 */
public final class AssetCache {
    private final AsyncCache<String, Asset> assets;
    private final Executor workers;

    /**
     * An empty cache.
     *
     * @param maxBytes bound of all content together
     * @param workers where files are read and compressed
     * @param metrics where hits and evictions are counted
     */
    public AssetCache(long maxBytes, Executor workers, MeterRegistry metrics) {
        this.workers = workers;
        assets = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String path, Asset asset) -> path.length() + asset.weight())
                .executor(Runnable::run)
                .recordStats()
                .buildAsync();
        CaffeineCacheMetrics.monitor(metrics, assets, "assets");
    }

    CompletableFuture<Optional<Asset>> get(String scope, String path, AssetSource source) {
        return assets.get(
                        scope + '/' + path,
                        (key, ignored) -> CompletableFuture.supplyAsync(() -> load(path, source), workers))
                .thenApply(Optional::ofNullable);
    }

    @SuppressWarnings("NullAway") // Caffeine takes null as "nothing to remember"; it is not annotated for that.
    private static Asset load(String path, AssetSource source) {
        try {
            Optional<StoredFile> file = source.read(path);
            return file.isPresent() ? Asset.of(path, file.get()) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + path, e);
        }
    }
}
