package org.parvis.server.gateway.assets;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpReply;

/**
 * Sends files: the best encoding the peer takes, or 304 when it has the content already.
 *
 * <p>Any event loop.
 */
public final class AssetEndpoint {
    private final AssetCache cache;
    private final Lifetime lifetime;
    private final Function<HttpCall, HttpReply> missing;
    private final Map<String, String> extraHeaders;

    /**
     * An endpoint.
     *
     * @param cache shared by all endpoints
     * @param lifetime how long browsers may keep the files
     * @param missing what to say when there is no such file
     */
    public AssetEndpoint(AssetCache cache, Lifetime lifetime, Function<HttpCall, HttpReply> missing) {
        this(cache, lifetime, missing, Map.of());
    }

    private AssetEndpoint(
            AssetCache cache,
            Lifetime lifetime,
            Function<HttpCall, HttpReply> missing,
            Map<String, String> extraHeaders) {
        this.cache = cache;
        this.lifetime = lifetime;
        this.missing = missing;
        this.extraHeaders = extraHeaders;
    }

    /**
     * The same for files that others made: a browser that opens one runs nothing of it and gives it no origin, whatever it
     * holds.
     */
    public AssetEndpoint forForeignFiles() {
        return new AssetEndpoint(
                cache,
                lifetime,
                missing,
                Map.of("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"));
    }

    /**
     * Sends one file.
     *
     * @param call the request
     * @param scope keeps files of the same path but different sources apart
     * @param path the file's path within its source
     * @param source where to read it when it is not in the cache
     * @return the reply
     */
    public CompletionStage<HttpReply> send(HttpCall call, String scope, String path, AssetSource source) {
        CompletableFuture<Optional<Asset>> found = cache.get(scope, path, source);
        return found.thenApply(
                asset -> asset.map(file -> reply(call, path, file)).orElseGet(() -> missing.apply(call)));
    }

    private HttpReply reply(HttpCall call, String path, Asset asset) {
        Map<String, String> headers = new HashMap<>(extraHeaders);
        headers.put("cache-control", lifetime.cacheControl(path));
        headers.put("vary", "accept-encoding");
        ByteBuffer body = asset.identity();
        String suffix = "";
        if (asset.brotli().isPresent() && accepts(call, "br")) {
            body = asset.brotli().get();
            suffix = "-br";
            headers.put("content-encoding", "br");
        } else if (asset.gzip().isPresent() && accepts(call, "gzip")) {
            body = asset.gzip().get();
            suffix = "-gz";
            headers.put("content-encoding", "gzip");
        }
        headers.put("etag", '"' + asset.tag() + suffix + '"');
        if (isKnown(call, asset)) {
            headers.remove("content-encoding");
            return new HttpReply(HttpResponseStatus.NOT_MODIFIED, "", ByteBuffer.allocate(0), headers, false);
        }
        return new HttpReply(HttpResponseStatus.OK, asset.contentType(), body, headers, false);
    }

    /** Any encoding of the same content will do: the peer has it. */
    private static boolean isKnown(HttpCall call, Asset asset) {
        String known = call.header("if-none-match").orElse("");
        return known.equals("*")
                || Arrays.stream(known.split(",", -1))
                        .map(tag -> tag.strip().replaceFirst("^W/", "").replace("\"", ""))
                        .map(tag -> tag.replaceFirst("-(br|gz)$", ""))
                        .anyMatch(asset.tag()::equals);
    }

    private static boolean accepts(HttpCall call, String encoding) {
        String accepted = call.header("accept-encoding").orElse("").toLowerCase(Locale.ROOT);
        for (String choice : accepted.split(",", -1)) {
            String[] parts = choice.strip().split(";", -1);
            if (parts[0].strip().equals(encoding)) {
                return parts.length < 2 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
