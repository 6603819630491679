package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.identity.oidc.ProviderClient;
import org.parvis.server.identity.oidc.ProviderConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in with a real, certified provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OidcIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before any test
    private NodeProvider provider;

    @SuppressWarnings("NullAway.Init") // set before any test
    private ApiHouse house;

    @BeforeAll
    void open() throws Exception {
        int port = freePort();
        URI redirect = URI.create("http://127.0.0.1:" + port + "/v1/oidc/callback");
        provider = NodeProvider.start(redirect);
        ProviderConfig config = new ProviderConfig(
                "school",
                "School account",
                provider.issuer(),
                ProviderClient.of("parvis", "the-clients-secret-of-the-test"),
                redirect,
                List.of(),
                false);
        house = ApiHouse.open(folder, port, List.of(config));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    void close() throws IOException {
        // Absent when the machine has no Node and the tests were skipped.
        if (house != null) {
            house.close();
            provider.close();
        }
    }

    private URI start() {
        return house.uri("/v1/oidc/school/start?return=/play?venue=plaza");
    }

    private static String code(URI page) {
        assertThat(page.getPath()).isEqualTo("/play");
        assertThat(page.getFragment()).startsWith("signed-in=");
        return page.getFragment().substring("signed-in=".length());
    }

    private OidcBrowser.Page finish(OidcBrowser browser, String code, Optional<ApiClient> guest) throws Exception {
        String[] headers = guest.map(known -> new String[] {"authorization", "Bearer " + known.accessToken()})
                .orElse(new String[0]);
        return browser.post(
                house.uri("/v1/oidc/finish"),
                "application/json",
                JSON.writeValueAsString(Map.of("code", code)),
                headers);
    }

    private ApiClient finished(OidcBrowser browser, URI page, Optional<ApiClient> guest) throws Exception {
        OidcBrowser.Page answer = finish(browser, code(page), guest);
        assertThat(answer.answer().statusCode()).as(answer.answer().body()).isEqualTo(201);
        return new ApiClient(house, Optional.of(JSON.readTree(answer.answer().body())));
    }

    @Test
    void newcomerBecomesAnAccountAndIsTheSameNextTime() throws Exception {
        OidcBrowser laptop = new OidcBrowser();
        ApiClient first = finished(laptop, laptop.signIn(start(), "nina"), Optional.empty());
        OidcBrowser phone = new OidcBrowser();
        ApiClient second = finished(phone, phone.signIn(start(), "nina"), Optional.empty());

        assertThat(second.personId()).isEqualTo(first.personId());
        assertThat(second.get("/v1/me").text("kind")).isEqualTo("account");
        JsonNode links = second.get("/v1/me/export").json().path("providers");
        assertThat(links.path(0).path("subject").asString("")).isEqualTo("nina");
    }

    @Test
    void guestBecomesAnAccountWithoutLosingAnything() throws Exception {
        ApiClient guest = house.guest("Gus");
        guest.patch("/v1/me", Map.of("settings", Map.of("volume", 4))).expect(200);
        OidcBrowser browser = new OidcBrowser();

        ApiClient account = finished(browser, browser.signIn(start(), "gus"), Optional.of(guest));

        JsonNode me = account.get("/v1/me").expect(200).json();
        assertThat(me.path("id").asString("")).isEqualTo(guest.personId());
        assertThat(me.path("name").asString("")).isEqualTo("Gus");
        assertThat(me.path("kind").asString("")).isEqualTo("account");
        assertThat(me.path("settings").path("volume").asInt()).isEqualTo(4);
    }

    @Test
    void outcomeIsForTheBrowserThatSignedInAndForOnce() throws Exception {
        OidcBrowser attacker = new OidcBrowser();
        String code = code(attacker.signIn(start(), "mallory"));
        ApiClient victim = house.guest("Victim");

        OidcBrowser.Page elsewhere = finish(new OidcBrowser(), code, Optional.of(victim));
        OidcBrowser.Page here = finish(attacker, code, Optional.empty());
        OidcBrowser.Page again = finish(attacker, code, Optional.empty());

        assertThat(List.of(
                        elsewhere.answer().statusCode(),
                        here.answer().statusCode(),
                        again.answer().statusCode()))
                .containsExactly(403, 201, 403);
        assertThat(victim.get("/v1/me").text("kind")).isEqualTo("guest");
    }

    @Test
    void answerToNoQuestionOfOursSignsNobodyIn() throws Exception {
        OidcBrowser browser = new OidcBrowser();
        browser.get(start());

        URI foreign = browser.get(house.uri("/v1/oidc/callback?code=stolen&state=guessed"))
                .next()
                .orElseThrow();
        URI withoutCookie = new OidcBrowser()
                .get(house.uri("/v1/oidc/callback?code=stolen&state=guessed"))
                .next()
                .orElseThrow();

        assertThat(foreign.getFragment()).isEqualTo("sign-in-failed=expired");
        assertThat(withoutCookie.getFragment()).isEqualTo("sign-in-failed=expired");
    }

    @Test
    void whatTheBrowserIsSentAwayWithSaysNothingItShouldNot() throws Exception {
        OidcBrowser.Page page = new OidcBrowser().get(start());
        String cookie = page.answer().headers().firstValue("set-cookie").orElse("");
        String query = page.next().orElseThrow().getQuery();

        assertThat(page.answer().statusCode()).isEqualTo(302);
        assertThat(cookie).contains("HTTPOnly", "SameSite=Lax", "Path=/v1/oidc");
        assertThat(query)
                .contains("response_type=code", "code_challenge_method=S256", "scope=openid", "nonce=", "state=")
                .doesNotContain("the-clients-secret-of-the-test", "code_verifier");
    }

    @Test
    void nobodyIsSentElsewhereByTheReturnPath() throws Exception {
        for (String path : List.of("//evil.example/", "https://evil.example/", "/%5Cevil.example", "/%00", "%25zz")) {
            OidcBrowser.Page page = new OidcBrowser().get(house.uri("/v1/oidc/school/start?return=" + path));
            assertThat(page.next().orElseThrow().toString()).as(path).startsWith(provider.issuer() + "/");
        }
        OidcBrowser.Page unknown = new OidcBrowser().get(house.uri("/v1/oidc/other/start?return=/play"));
        assertThat(unknown.next()).contains(house.uri("/play#sign-in-failed=unknown"));
        assertThat(house.visitor()
                        .get("/v1/oidc")
                        .expect(200)
                        .json()
                        .path("providers")
                        .path(0)
                        .path("title")
                        .asString(""))
                .isEqualTo("School account");
    }

    @Test
    void keysAndMetadataAreReadOnceForManyLogins() throws Exception {
        for (String name : List.of("ona", "pia")) {
            OidcBrowser browser = new OidcBrowser();
            finished(browser, browser.signIn(start(), name), Optional.empty());
        }

        assertThat(Collections.frequency(provider.asked(), "/jwks")).isEqualTo(1);
        assertThat(Collections.frequency(provider.asked(), "/.well-known/openid-configuration"))
                .isEqualTo(1);
    }
}
