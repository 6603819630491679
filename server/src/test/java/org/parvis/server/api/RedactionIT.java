package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.identity.staff.Bootstrap;
import org.slf4j.LoggerFactory;

/** Nothing that lets anybody in is ever logged, however much is logged and whatever goes wrong. */
final class RedactionIT {
    @TempDir
    private Path folder;

    @Test
    @Tag("A36")
    void noSecretIsInAnyLogLine() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.ALL);
        List<String> secrets;
        try (ApiHouse house = ApiHouse.open(folder)) {
            secrets = secretsOfABusyDay(house);
        } finally {
            root.setLevel(before);
            root.detachAppender(lines);
        }

        String log = List.copyOf(lines.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
        assertThat(log).isNotEmpty();
        assertThat(secrets).hasSize(7).allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(20));
        assertThat(secrets).noneMatch(log::contains);
    }

    private static List<String> secretsOfABusyDay(ApiHouse house) {
        String token = house.store.write(Bootstrap::renew).join();
        ApiClient ana = house.visitor()
                .post("/v1/guests", Map.of("name", "Ana"), "idempotency-key", "an-idempotency-key-of-ana")
                .expect(201)
                .signedIn();
        ana.post("/v1/bootstrap", Map.of("token", token)).expect(201);
        ana.post("/v1/bootstrap", Map.of("token", token)).expect(403);
        String code = ana.post("/v1/me/recovery-code", Map.of()).text("recoveryCode");
        String ticket = ana.post("/v1/me/join-tickets", Map.of()).text("ticket");
        house.identity.admissions().admit(ticket).join();
        house.identity.admissions().admit(ticket).handle((who, used) -> who).join();
        String hook = ana.post("/v1/staff/webhooks", Map.of("url", "https://hooks.example/"))
                .text("secret");
        ana.post("/v1/tokens:refresh", Map.of("refreshToken", ana.refreshToken()))
                .expect(200);
        ana.post("/v1/recoveries", Map.of("recoveryCode", code + "X")).expect(403);
        house.store.close();
        ana.get("/v1/me").expect(503);
        return List.of(token, code, ticket, hook, ana.accessToken(), ana.refreshToken(), "an-idempotency-key-of-ana");
    }
}
