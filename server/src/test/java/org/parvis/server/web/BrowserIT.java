package org.parvis.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parvis.server.app.ServerProcess;
import tools.jackson.databind.json.JsonMapper;

/** The packaged server with real pages in headless Chromium. Pictures are kept in {@code target/browser}. */
final class BrowserIT {
    private static final long MOST_COMPRESSED_BYTES = 1_500_000;
    private static final Pattern ASSET = Pattern.compile("/assets/[\\w.-]+");

    @TempDir
    private Path folder;

    private void play(String script, String... serverArguments) throws Exception {
        Path node = Tools.node();
        Path chromium = Tools.chromium();
        Tools.npm();
        Tools.install();
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--host", "127.0.0.1"));
        arguments.addAll(List.of(serverArguments));
        try (ServerProcess server = ServerProcess.start(folder, arguments.toArray(String[]::new))) {
            server.awaitReady();
            Map<String, String> environment = Map.of(
                    "PARVIS_URL", server.address("/").toString(),
                    "PARVIS_SERVER_PID", Long.toString(server.pid()),
                    "PARVIS_CHROMIUM", chromium.toString(),
                    "PARVIS_PICTURES", pictures().toString());
            Tools.run(environment, node.toString(), "test/browser/" + script);
        }
    }

    private static Path pictures() throws IOException {
        Path folder = Path.of(System.getProperty("parvis.root", ".."), "server", "target", "browser");
        return Files.createDirectories(folder).toAbsolutePath();
    }

    @Test
    @Tag("A8")
    void onePageWalksAndTheOtherShowsItWhereTheServerHoldsIt() throws Exception {
        play("two-pages.mjs");
    }

    @Test
    void droppedPageSaysSoAndComesBackToTheSamePlace() throws Exception {
        play("drop.mjs");
    }

    @Test
    @Tag("A30")
    @Tag(Tools.PAGE)
    void pagesAreForEverybody() throws Exception {
        play("pages-look.mjs");
    }

    @Test
    @Tag(Tools.PAGE)
    void benchBellStairsAndLiftWorkForOneAndShowForTheOther() throws Exception {
        play("things.mjs", "--venue", Tools.file("test/browser/yard").toString());
    }

    @Test
    @Tag(Tools.PAGE)
    void thumbsWalkAndLookOnPhone() throws Exception {
        play("phone.mjs");
    }

    @Test
    @Tag("A30")
    @Tag(Tools.PAGE)
    void nothingCoversAnythingAtAnySizeAndForcedColoursStayReadable() throws Exception {
        play("fits.mjs", "--venue", Tools.file("test/browser/yard").toString());
    }

    @Test
    @Tag(Tools.PAGE)
    void keysOfInputMethodsAndLostReleasesDoNothingAndRefusalsLoseNoWords() throws Exception {
        play("keys.mjs");
    }

    @Test
    @Tag(Tools.PAGE)
    void fullTooOldDrainingAndGoneAreSaidInPlainWords() throws Exception {
        play("trouble.mjs", "--capacity", "1", "--drain-time", "4s");
    }

    @Test
    @Tag("A111")
    @Tag(Tools.PAGE)
    void guestBecomesAccountAndComesBackAsTheSamePersonAndIsForgottenOnRequest() throws Exception {
        play("account.mjs");
    }

    @Test
    @Tag("A42")
    @Tag("A45")
    @Tag(Tools.PAGE)
    void restartOfTheServerBringsPagesBackToTheSamePlace() throws Exception {
        Path node = Tools.node();
        Path chromium = Tools.chromium();
        Tools.npm();
        Tools.install();
        List<String> command =
                ServerProcess.command("--data-dir", folder.resolve("data").toString());
        Map<String, String> environment = Map.of(
                "PARVIS_SERVER_COMMAND", new JsonMapper().writeValueAsString(command),
                "PARVIS_CHROMIUM", chromium.toString(),
                "PARVIS_PICTURES", pictures().toString());
        Tools.run(environment, node.toString(), "test/browser/restart.mjs");
    }

    @Test
    @Tag(Tools.PAGE)
    void tenThousandBuildingsShowTheirFirstPictureInTime() throws Exception {
        Path data = Path.of(
                System.getProperty("parvis.shared.data", "../shared/data"),
                "venues",
                "tokyo-shibuya-buildings-10000.geojson.gz");
        assumeTrue(Files.exists(data), "Real buildings are not at " + data);
        Path bundle = folder.resolve("shibuya.zip");
        try (ServerProcess importer = ServerProcess.start(
                folder, "venue", "import", data.toAbsolutePath().toString(), "--out", bundle.toString())) {
            assertThat(importer.awaitExit()).as("%s", importer.errors()).isZero();
        }

        play("big.mjs", "--venue", bundle.toString());
    }

    @Test
    void firstLoadIsSmall() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "--port", "0", "--host", "127.0.0.1")) {
            server.awaitReady();
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest page = HttpRequest.newBuilder(server.address("/")).build();
            String html =
                    client.send(page, HttpResponse.BodyHandlers.ofString()).body();
            long sum = 0;
            int assets = 0;
            for (Matcher asset = ASSET.matcher(html); asset.find(); assets++) {
                sum += compressedBytes(client, server.address(asset.group()));
            }

            assertThat(assets).as(html).isEqualTo(2);
            assertThat(sum).isBetween(50_000L, MOST_COMPRESSED_BYTES);
        }
    }

    private static long compressedBytes(HttpClient client, URI address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("accept-encoding", "gzip")
                .build();
        HttpResponse<byte[]> reply = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(reply.headers().firstValue("content-encoding"))
                .as("%s", address)
                .contains("gzip");
        assertThat(reply.headers().firstValue("cache-control"))
                .as("%s", address)
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        return reply.body().length;
    }
}
