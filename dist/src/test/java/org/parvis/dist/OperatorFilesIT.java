package org.parvis.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the archive for operators, judged by the programs it is for, where they are installed. */
final class OperatorFilesIT {
    private static final Pattern METRIC = Pattern.compile("parvis_[a-z_]+");

    @TempDir
    private Path folder;

    @Test
    void systemdTakesTheUnit() throws IOException, InterruptedException {
        assumeTrue(Shell.has("systemd-analyze"), "no systemd-analyze on this machine");
        Path unit = folder.resolve("parvis.service");
        // Where the package would have laid it: systemd asks whether the program is there.
        Files.writeString(
                unit,
                Files.readString(Shell.SOURCES.resolve("systemd/parvis.service"))
                        .replace("/usr/bin/parvis ", Shell.SOURCES.resolve("bin/parvis") + " "));

        Shell.Ended verified = Shell.run(folder, List.of("systemd-analyze", "verify", unit.toString()));

        assertThat(verified.printed().lines().filter(line -> line.contains("parvis.service")))
                .isEmpty();
    }

    @Test
    void theUnitIsShutIn() throws IOException, InterruptedException {
        assumeTrue(Shell.has("systemd-analyze"), "no systemd-analyze on this machine");
        Shell.Ended judged = Shell.run(
                folder,
                List.of(
                        "systemd-analyze",
                        "security",
                        "--offline=yes",
                        "--threshold=25",
                        Shell.SOURCES.resolve("systemd/parvis.service").toString()));
        assumeTrue(!judged.printed().contains("unrecognized option"), "this systemd cannot judge offline");

        assertThat(judged.code()).as(judged.printed()).isZero();
    }

    @Test
    void prometheusTakesTheAlerts() throws IOException, InterruptedException {
        assumeTrue(Shell.has("promtool"), "no promtool on this machine");

        Shell.Ended checked = Shell.run(
                folder,
                List.of(
                        "promtool",
                        "check",
                        "rules",
                        Shell.SOURCES.resolve("prometheus/alerts.yml").toString()));

        assertThat(checked.code()).as(checked.printed()).isZero();
    }

    @Test
    void alertsAndDashboardAskForMetricsThatExist() throws IOException {
        String documented = Files.readString(Path.of(System.getProperty("parvis.root"), "docs", "operations.md"));
        String asked = Files.readString(Shell.SOURCES.resolve("prometheus/alerts.yml"))
                + Files.readString(Shell.SOURCES.resolve("grafana/parvis.json"));

        Stream<String> unknown = METRIC.matcher(asked)
                .results()
                .map(found -> found.group().replaceFirst("_(bucket|sum|count)$", ""))
                .distinct()
                .filter(metric -> !documented.contains("`" + metric + "`"));
        assertThat(unknown).isEmpty();
    }

    @Test
    void nginxTakesTheSite() throws IOException, InterruptedException {
        assumeTrue(Shell.has("nginx") || Files.isExecutable(Path.of("/usr/sbin/nginx")), "no nginx on this machine");
        assumeTrue(Shell.has("openssl"), "no openssl on this machine");
        Shell.run(
                folder,
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=venue.example",
                        "-keyout",
                        "privkey.pem",
                        "-out",
                        "fullchain.pem"));
        String site =
                Files.readString(Shell.SOURCES.resolve("nginx/parvis.conf")).replace("/etc/parvis/", folder + "/");
        Files.writeString(folder.resolve("site.conf"), site);
        Files.writeString(
                folder.resolve("nginx.conf"),
                "pid " + folder + "/nginx.pid;\nerror_log " + folder
                        + "/error.log;\nevents {}\nhttp {\n access_log off;\n" + " include " + folder
                        + "/site.conf;\n}\n");

        Shell.Ended tested = Shell.run(
                folder,
                List.of(
                        Shell.has("nginx") ? "nginx" : "/usr/sbin/nginx",
                        "-t",
                        "-p",
                        folder.toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString()));

        assertThat(tested.code()).as(tested.printed()).isZero();
    }

    @Test
    void theGuideShowsTheSiteThatWasTried() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("parvis.root"), "docs", "operations.md"));
        Matcher shown = Pattern.compile("(?s)```nginx\n(.*?)```").matcher(guide);

        assertThat(shown.find()).as("a block of nginx in docs/operations.md").isTrue();
        assertThat(shown.group(1)).isEqualTo(Files.readString(Shell.SOURCES.resolve("nginx/parvis.conf")));
    }
}
