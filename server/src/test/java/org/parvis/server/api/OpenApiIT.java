package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.gateway.OperationsRoutes;
import org.parvis.server.gateway.SecurityText;
import org.parvis.server.gateway.ServerFacts;
import org.parvis.server.gateway.SiteRoutes;
import org.parvis.server.gateway.VenueDirectory;
import org.parvis.server.gateway.assets.AssetCache;
import org.parvis.server.gateway.assets.AssetSource;
import org.parvis.server.http.Router;

/**
 * The contract names every route and no other. That answers fit it is checked on the traffic of all tests that use
 * {@link ApiClient}; here on those that no other test provokes.
 */
final class OpenApiIT {
    @TempDir
    private Path folder;

    @Test
    @Tag("A54")
    void everyRouteIsInTheContractAndNoOther() throws Exception {
        try (ApiHouse house = ApiHouse.open(folder)) {
            Set<String> routes = new TreeSet<>();
            house.routes.forEach(route -> routes.add(route.method() + " " + route.template()));
            site().routes().forEach(route -> routes.add(route.replace("*}", "}")));

            assertThat(Contract.get().operations()).isEqualTo(routes);
        }
    }

    /** The routes beside the API, as the server adds them. */
    private static Router site() {
        ServerFacts facts = new ServerFacts("test", 1, 20, Optional::empty, () -> "");
        AssetSource nothing = file -> Optional.empty();
        VenueDirectory venues = new VenueDirectory() {
            @Override
            public List<HostedVenue> venues() {
                return List.of();
            }

            @Override
            public Optional<AssetSource> files(String id, String hash) {
                return Optional.empty();
            }
        };
        AssetCache cache = new AssetCache(1_024, Runnable::run, new SimpleMeterRegistry());
        Router router = SiteRoutes.of(facts, venues, nothing, cache);
        OperationsRoutes.addHealth(router, facts);
        OperationsRoutes.addMetrics(router, facts, Runnable::run);
        SecurityText.addTo(router, "mailto:security@example.org", Clock.systemUTC());
        return router;
    }

    @Test
    @Tag("A53")
    void everyBodyHasAnExampleThatFits() {
        assertThat(Contract.get().faultsOfExamples()).isEmpty();
    }

    @Test
    @Tag("A54")
    void brokenRequestsGetDocumentedAnswers() throws Exception {
        try (ApiHouse house = ApiHouse.open(folder)) {
            ApiClient ana = house.guest("Ana");
            ana.post("/v1/me/recovery-code", Map.of(), "content-type", "text/plain")
                    .expect(415, "not-json");
            ana.post("/v1/me/device-keys", Map.of("label", List.of())).expect(400, "malformed");
            ana.post("/v1/bootstrap", Map.of()).expect(400, "malformed");
            ana.delete("/v1/me/device-keys/d_nothing").expect(404, "not-found");
            ana.post("/v1/staff/bans", Map.of("scope", Map.of("kind", "galaxy"), "personId", "x"))
                    .expect(422, "unfit");
            ana.get("/v1/staff/bans?limit=none").expect(403, "not-allowed");
            ana.get("/v1/oidc").expect(200);
        }
    }
}
