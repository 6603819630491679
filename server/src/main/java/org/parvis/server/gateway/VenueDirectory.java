package org.parvis.server.gateway;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.parvis.server.gateway.assets.AssetSource;

/** What the gateway may tell strangers about the venues of this server. Any thread; must not block. */
public interface VenueDirectory {
    /**
     * The venues, the default one first.
     *
     * @return a snapshot
     */
    List<HostedVenue> venues();

    /**
     * The files of a venue.
     *
     * @param id the venue's id
     * @param hash of its bundle
     * @return its files; empty when this server does not host that venue in that version
     */
    Optional<AssetSource> files(String id, String hash);

    /**
     * One venue.
     *
     * @param id stable name
     * @param title by language tag
     * @param hash of its bundle, lower-case hex
     * @param people present now
     * @param capacity how many may be
     * @param isDefault whether a client that names no venue comes here
     */
    record HostedVenue(String id, Map<String, String> title, String hash, int people, int capacity, boolean isDefault) {
        /** Freezes the titles, sorted by language. */
        public HostedVenue {
            title = Collections.unmodifiableMap(new TreeMap<>(title));
        }

        /**
         * Where the bundle's files are.
         *
         * @return a path that ends in a slash
         */
        public String basePath() {
            return "/v1/venues/" + id + "/" + hash + "/";
        }
    }
}
