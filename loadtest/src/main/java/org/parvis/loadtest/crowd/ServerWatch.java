package org.parvis.loadtest.crowd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the server's metrics tell about itself, asked for every two seconds on a thread of its own. A server
 * that shows no metrics is no fault: the values are NaN then. {@link #latest} may be called by any thread.
 */
public final class ServerWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long EVERY_MS = 2000;
    private static final String TICK_BUCKET = "parvis_tick_duration_seconds_bucket";

    private final HttpClient http;
    private final URI metrics;
    private final Thread thread;
    private volatile Reading latest = Reading.UNKNOWN;
    private Map<Double, Double> bucketsBefore = new TreeMap<>();

    /**
     * What the server told.
     *
     * @param tickP99Ms 99th percentile of the tick since the last reading, milliseconds; NaN if unknown
     * @param cpu share of the machine's processors the server uses, times their number; NaN if unknown
     * @param memoryBytes heap and other memory in use; NaN if unknown
     */
    public record Reading(double tickP99Ms, double cpu, double memoryBytes) {
        static final Reading UNKNOWN = new Reading(Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * Starts watching.
     *
     * @param join the server's WebSocket address
     */
    public ServerWatch(URI join) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        metrics = URI.create("http://" + join.getRawAuthority() + "/metrics");
        thread = new Thread(this::watch, "server-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The newest reading.
     *
     * @return all NaN before the first
     */
    public Reading latest() {
        return latest;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        HttpRequest request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                    latest = answer.statusCode() == 200 ? read(answer.body()) : Reading.UNKNOWN;
                } catch (IOException e) {
                    latest = Reading.UNKNOWN;
                }
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Reading read(String text) {
        Map<Double, Double> buckets = new TreeMap<>();
        double cpu = Double.NaN;
        double memory = 0;
        double processors = Double.NaN;
        for (String line : text.lines().toList()) {
            if (line.startsWith(TICK_BUCKET)) {
                buckets.merge(bound(line), value(line), Double::sum);
            } else if (line.startsWith("process_cpu_usage")) {
                cpu = value(line);
            } else if (line.startsWith("system_cpu_count")) {
                processors = value(line);
            } else if (line.startsWith("jvm_memory_used_bytes")) {
                memory += value(line);
            }
        }
        double p99 = percentile99Ms(buckets);
        bucketsBefore = buckets;
        return new Reading(p99, cpu * processors, memory == 0 ? Double.NaN : memory);
    }

    private double percentile99Ms(Map<Double, Double> buckets) {
        double total = increase(buckets, Double.POSITIVE_INFINITY);
        if (!(total > 0)) {
            return Double.NaN;
        }
        for (double bound : buckets.keySet()) {
            if (increase(buckets, bound) >= 0.99 * total) {
                return bound * 1000;
            }
        }
        return Double.NaN;
    }

    private double increase(Map<Double, Double> buckets, double bound) {
        return buckets.getOrDefault(bound, 0.0) - bucketsBefore.getOrDefault(bound, 0.0);
    }

    private static double bound(String line) {
        int from = line.indexOf("le=\"") + 4;
        String text = line.substring(from, line.indexOf('"', from));
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
