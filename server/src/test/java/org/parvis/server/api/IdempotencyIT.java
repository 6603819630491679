package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request that is repeated has one effect and one answer. */
final class IdempotencyIT {
    private static final String KEY = "4f1c8a52-7a39-4be3-9d6c-2f1f0a6d9f11";

    @TempDir
    private Path folder;

    @Test
    @Tag("A55")
    void fiftyParallelRetriesHaveOneEffect() throws Exception {
        try (ApiHouse house = ApiHouse.open(folder)) {
            ApiClient admin = house.admin();
            ApiClient ana = house.guest("Ana");
            Map<String, Object> award =
                    Map.of("personId", ana.personId(), "points", 50, "reason", "found the fountain");
            ExecutorService threads = Executors.newFixedThreadPool(10);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> admin.post("/v1/staff/awards", award, "idempotency-key", KEY)
                        .expect(201)
                        .http()
                        .body()));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo(answers.get(0).get());
            }
            threads.shutdown();

            assertThat(ana.get("/v1/me/points")
                            .expect(200)
                            .json()
                            .path("points")
                            .asInt())
                    .isEqualTo(50);
            admin.post(
                            "/v1/staff/awards",
                            Map.of("personId", ana.personId(), "points", 51, "reason", "more"),
                            "idempotency-key",
                            KEY)
                    .expect(422, "idempotency-key-reused");
            admin.post("/v1/staff/awards", award).expect(400, "idempotency-key-missing");
        }
    }

    @Test
    void repeatedGuestIsTheSameAndItsTokensAreInNoTable() throws Exception {
        try (ApiHouse house = ApiHouse.open(folder)) {
            ApiClient first = house.visitor()
                    .post("/v1/guests", Map.of("name", "Ana"), "idempotency-key", KEY)
                    .expect(201)
                    .signedIn();
            ApiClient again = house.visitor()
                    .post("/v1/guests", Map.of("name", "Ana"), "idempotency-key", KEY)
                    .expect(201)
                    .signedIn();

            assertThat(again.personId()).isEqualTo(first.personId());
            assertThat(again.refreshToken()).isEqualTo(first.refreshToken());
            again.post("/v1/tokens:refresh", Map.of("refreshToken", first.refreshToken()))
                    .expect(200);
            assertThat(Tables.rowsNaming(house.store, first.refreshToken())).isEmpty();
            assertThat(Tables.rowsNaming(house.store, first.accessToken())).isEmpty();
            assertThat(Tables.rowsNaming(house.store, KEY)).isEmpty();
        }
    }

    @Test
    void anOpenCallIsRepeatedForHalfAMinuteOnly() throws Exception {
        try (ApiHouse house = ApiHouse.open(folder)) {
            String first = guest(house);
            house.clock.advance(Duration.ofSeconds(29));
            assertThat(guest(house)).isEqualTo(first);
            house.clock.advance(Duration.ofSeconds(2));
            assertThat(guest(house)).isNotEqualTo(first);
            assertThat(house.store
                            .read(db -> db.select("select scope from idempotency")
                                    .mapTo(String.class)
                                    .list())
                            .join())
                    .containsExactly("open:127.0.0.1");
        }
    }

    private static String guest(ApiHouse house) {
        return house.visitor()
                .post("/v1/guests", Map.of("name", "Ana"), "idempotency-key", KEY)
                .expect(201)
                .signedIn()
                .personId();
    }
}
