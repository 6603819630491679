package org.parvis.world.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleFilesTest {
    private static final String VENUE = Bundles.sound("");

    @TempDir
    Path folder = Path.of(".");

    private List<Path> bothForms(String name, String text) throws Exception {
        return List.of(
                Bundles.folder(folder, "venue.json", VENUE, name, text),
                Bundles.zip(folder, "venue.json", VENUE, name, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assets/a.html",
                "a.htm",
                "a.xhtml",
                "assets/a.js",
                "a.mjs",
                "assets/a.svg",
                "a.SVG",
                "a.wasm",
                "a.xml",
                "a.css",
                "a.pdf",
                "a.swf",
                "a.jar",
                "a.exe",
                "assets/page",
                "a.html.gz",
                "a.js.br",
                "a.json.exe",
                "a.webmanifest"
            })
    void typeThatABrowserCouldRunIsRefused(String name) throws Exception {
        for (Path bundle : bothForms(name, "<script>alert(1)</script>")) {
            assertThat(Bundles.faults(bundle)).singleElement().satisfies(fault -> {
                assertThat(fault.file()).isEqualTo(name);
                assertThat(fault.problem()).contains("not served");
                assertThat(fault.cure()).contains("private/", "png");
            });
            Files.deleteIfExists(folder.resolve("bundle").resolve(name));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assets/a.glb",
                "a.gltf",
                "a.bin",
                "a.ktx2",
                "a.PNG",
                "a.jpg",
                "a.jpeg",
                "a.webp",
                "a.avif",
                "a.mp3",
                "a.ogg",
                "a.opus",
                "a.m4a",
                "a.wav",
                "a.webm",
                "a.mp4",
                "a.txt",
                "README.md",
                "LICENSE",
                "assets/NOTICE",
                "a.geojson",
                "assets/more.json",
                "venue.json.gz",
                "assets/a.glb.br"
            })
    void typeThatHoldsDataIsServed(String name) throws Exception {
        for (Path bundle : bothForms(name, "x")) {
            assertThat(Bundles.open(bundle).files())
                    .extracting(BundleFile::path)
                    .contains(name);
        }
    }

    @Test
    void privatePartIsReadByTheServerAndNeverServed() throws Exception {
        String hash = Bundles.open(Bundles.folder(folder, "venue.json", VENUE)).hash();
        for (Path bundle : bothForms("private/clues/secret.yaml", "behind the statue")) {
            LoadedVenue loaded = Bundles.open(bundle);

            assertThat(loaded.files()).extracting(BundleFile::path).containsExactly("venue.json");
            assertThat(loaded.privateFiles()).singleElement().satisfies(file -> {
                assertThat(file.path()).isEqualTo("private/clues/secret.yaml");
                assertThat(new String(file.bytes(), StandardCharsets.UTF_8)).isEqualTo("behind the statue");
            });
            assertThat(loaded.hash())
                    .as("nobody can guess at private files by the hash")
                    .isEqualTo(hash);
        }
        LoadedVenue loaded = Bundles.open(folder.resolve("bundle"));
        Files.writeString(folder.resolve("bundle/private/clues/secret.yaml"), "elsewhere");
        assertThatThrownBy(() -> loaded.privateFiles().get(0).bytes()).hasMessageContaining("changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Private/a.json", "PRIVATE/a.json", "assets/private/a.json"})
    void folderThatIsNearlyPrivateIsAFault(String name) throws Exception {
        for (Path bundle : bothForms(name, "{}")) {
            assertThat(Bundles.faults(bundle))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.problem()).contains("would be served"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".DS_Store",
                "__MACOSX/._venue.json",
                "assets/.DS_Store",
                "Thumbs.db",
                "assets/thumbs.db",
                "desktop.ini",
                ".git/config",
                "assets/._a.png",
                "@eaDir/x",
                "~$notes.txt",
                "__MACOSX/assets/sign board.png"
            })
    void filesOfOperatingSystemsAreNoPartOfABundle(String name) throws Exception {
        for (Path bundle : bothForms(name, "junk")) {
            assertThat(Bundles.open(bundle).files())
                    .extracting(BundleFile::path)
                    .containsExactly("venue.json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"assets/sign board.png", "assets/看板.png", "assets/a&b.png"})
    void nameThatNeedsEscapingIsToldAlikeInFoldersAndZips(String name) throws Exception {
        for (Path bundle : bothForms(name, "x")) {
            assertThat(Bundles.faults(bundle)).singleElement().satisfies(fault -> {
                assertThat(fault.problem()).contains("may hold only letters");
                assertThat(fault.cure()).isEqualTo("Rename the file.");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.json", "/etc/evil.json", "a/../../evil.json", "..\\evil.json", "C:\\evil.json"})
    void zipNameThatLeavesTheBundleIsAFault(String name) throws Exception {
        assertThat(Bundles.faults(Bundles.zip(folder, "venue.json", VENUE, name, "{}")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("leaves the bundle"));
    }

    @Test
    void zipWithSeparatorsOfWindowsIsRead() throws Exception {
        Path zip = Bundles.zip(folder, "venue.json", VENUE, "assets\\a.png", "x");

        assertThat(Bundles.open(zip).files())
                .extracting(BundleFile::path)
                .containsExactly("assets/a.png", "venue.json");
    }

    @Test
    void textThatClientsCannotReadIsAFault() throws Exception {
        Path bundle = Bundles.folder(folder, "venue.json", VENUE);
        Files.write(bundle.resolve("venue.json"), VENUE.getBytes(StandardCharsets.UTF_16));
        assertThat(Bundles.faults(bundle))
                .singleElement()
                .satisfies(fault -> assertThat(fault.cure()).contains("UTF-8"));
        Files.write(bundle.resolve("venue.json"), VENUE.replace("Room", "Größe").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Bundles.faults(bundle))
                .singleElement()
                .satisfies(fault -> assertThat(fault.cure()).contains("UTF-8"));
        Files.writeString(bundle.resolve("venue.json"), Bundles.sound(", \"zones\": null"));
        assertThat(Bundles.faults(bundle)).singleElement().satisfies(fault -> {
            assertThat(fault.jsonPointer()).isEqualTo("/zones");
            assertThat(fault.problem()).contains("null");
        });
    }

    @Test
    void messagesNameNoLibrary() throws Exception {
        Path bundle = Bundles.folder(folder, "venue.json", VENUE);
        for (String text : List.of(
                "{\"id\": NaN}",
                "{\"id\": Infinity}",
                "{\"id\": 1",
                "{'id': 1}",
                "[,]",
                "{\"a\": 01}",
                "[".repeat(100),
                "<x/>",
                "{\"a\": \"\u0007\"}")) {
            Files.writeString(bundle.resolve("venue.json"), text);
            assertThat(Bundles.faults(bundle))
                    .isNotEmpty()
                    .allSatisfy(fault -> assertThat(fault.toString())
                            .doesNotContain("JsonRead", "StreamRead", "Source:", "Exception", "CTRL-CHAR", "token"));
        }
    }
}
