package org.parvis.server.hostile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the server's own metrics say at a moment. */
record Counters(Map<String, Double> samples) {
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+(?:\\{[^}]*})?) ([0-9.Ee+-]+)$", Pattern.MULTILINE);

    static Counters read(URI metrics) throws IOException, InterruptedException {
        String text = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
        Map<String, Double> samples = new TreeMap<>();
        SAMPLE.matcher(text)
                .results()
                .forEach(sample -> samples.put(sample.group(1), Double.parseDouble(sample.group(2))));
        return new Counters(samples);
    }

    /** Sum of all samples of a metric, labels not considered. */
    long total(String metric) {
        return Math.round(samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(metric) || sample.getKey().startsWith(metric + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum());
    }

    /** The sample of a metric with one label. */
    long of(String metric, String label, String value) {
        return Math.round(samples.getOrDefault(metric + "{" + label + "=\"" + value + "\"}", 0.0));
    }
}
