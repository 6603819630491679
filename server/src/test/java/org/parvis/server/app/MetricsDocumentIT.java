package org.parvis.server.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of metrics in the operator's document is what a fresh server offers. */
final class MetricsDocumentIT {
    private static final String LATE = "(from the first event on)";
    private static final Pattern DOCUMENTED = Pattern.compile("`((?:parvis|cache)_[a-z_]+)`");
    private static final Pattern UNEXPLAINED = Pattern.compile("# HELP (parvis_[a-z_]+) *");
    private static final Pattern OFFERED = Pattern.compile("# TYPE ((?:parvis|cache)_[a-z_]+) .*");

    @TempDir
    private Path folder;

    @Test
    void everyMetricIsDocumentedAndEveryDocumentedOneExists() throws Exception {
        Set<String> offered = new TreeSet<>();
        Set<String> unexplained = new TreeSet<>();
        try (ServerProcess server = ServerProcess.start(folder, "--port", "0", "--host", "127.0.0.1")) {
            server.awaitReady();
            HttpRequest request =
                    HttpRequest.newBuilder(server.address("/metrics")).build();
            String scrape = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            scrape.lines()
                    .map(UNEXPLAINED::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> unexplained.add(line.group(1)));
            scrape.lines().map(OFFERED::matcher).filter(Matcher::matches).forEach(line -> offered.add(line.group(1)));
        }

        assertThat(offered).isNotEmpty().isEqualTo(documented(""));
        assertThat(unexplained).as("metrics without HELP").isEmpty();
    }

    /** What /metrics says of a metric is what the document says. */
    @Test
    void meaningsAreThoseOfTheDocument() throws IOException {
        Properties told = new Properties();
        try (var in = MetricsDocumentIT.class.getResourceAsStream("/metrics.properties")) {
            told.load(new InputStreamReader(requireNonNull(in), StandardCharsets.UTF_8));
        }
        Properties documented = new Properties();
        for (String line : rows()) {
            String[] cells = line.split("\\|", -1);
            String meaning = cells[3].strip()
                    .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                    .replace("`", "");
            DOCUMENTED
                    .matcher(cells[1])
                    .results()
                    .map(match -> match.group(1))
                    .filter(name -> !name.endsWith("_max"))
                    .forEach(name -> documented.setProperty(name, meaning));
        }

        assertThat(told).isEqualTo(documented);
    }

    /** Those whose tags are open-ended exist from their first event on, and say so in the document. */
    @Test
    void lateMetricsAreFew() throws IOException {
        assertThat(documented(LATE)).hasSizeLessThanOrEqualTo(2);
    }

    private static Set<String> documented(String mark) throws IOException {
        Set<String> names = new TreeSet<>();
        rows().stream()
                .filter(line -> line.contains(LATE) == mark.equals(LATE))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> DOCUMENTED.matcher(cell).results())
                .forEach(match -> names.add(match.group(1)));
        return names;
    }

    private static List<String> rows() throws IOException {
        Path document = Path.of(System.getProperty("parvis.root", ".."), "docs", "operations.md");
        try (Stream<String> lines = Files.lines(document)) {
            return lines.dropWhile(line -> !line.startsWith("## Metrics"))
                    .filter(line -> line.startsWith("|"))
                    .toList();
        }
    }
}
