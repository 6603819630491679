package org.parvis.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package: what Debian's own tools say of it, and whether what it lays down runs. */
final class DebianPackageIT {
    @TempDir
    private Path root;

    private Path file = Path.of("");

    @BeforeEach
    void find() throws IOException {
        assumeTrue(Shell.has("dpkg-deb"), "no dpkg-deb on this machine");
        file = Shell.built("parvis_", "_all.deb");
    }

    @Test
    void runsFromWhereItIsLaidDown() throws IOException, InterruptedException {
        assertThat(Shell.run(root, List.of("dpkg-deb", "-x", file.toString(), "."))
                        .code())
                .isZero();

        Shell.Ended check = Shell.run(root, List.of("usr/bin/parvis", "venue", "--help"));

        assertThat(check.code()).as(check.printed()).isZero();
        assertThat(check.printed()).contains("import", "check");
        assertThat(root.resolve("lib/systemd/system/parvis.service")).exists();
        assertThat(Files.readString(root.resolve("usr/share/doc/parvis/copyright")))
                .contains("Apache-2.0");
    }

    @Test
    void settingsOfTheOperatorSurviveAnUpgrade() throws IOException, InterruptedException {
        Shell.Ended conffiles = Shell.run(root, List.of("dpkg-deb", "-I", file.toString(), "conffiles"));

        assertThat(conffiles.printed()).contains("/etc/parvis/parvis.conf", "/etc/default/parvis");
    }

    @Test
    void lintianFindsNoError() throws IOException, InterruptedException {
        assumeTrue(Shell.has("lintian"), "no lintian on this machine");

        Shell.Ended told = Shell.run(root, List.of("lintian", "--allow-root", file.toString()));

        assertThat(told.printed().lines().filter(line -> line.startsWith("E:"))).isEmpty();
    }
}
