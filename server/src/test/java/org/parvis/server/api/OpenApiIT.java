package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

            assertThat(Contract.get().operations()).isEqualTo(routes);
        }
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
