package org.parvis.loadtest.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.measure.ServerReading;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server's metrics tell about itself, asked for every two seconds on a thread of its own. A server
 * that shows no metrics is no fault: the values are NaN then. {@link #latest} may be called by any thread.
 */
public final class ServerWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long EVERY_MS = 2000;
    private static final String TICK_BUCKET = "parvis_tick_duration_seconds_bucket";

    private static final String RUNG = "parvis_overload_rung";

    private final HttpClient http;
    private final URI server;
    private final String venueLabel;
    private final Optional<LocalProcess> process;
    private final Map<String, Object> about;
    private final Thread thread;
    private volatile ServerReading latest = ServerReading.UNKNOWN;
    private Map<Double, Double> bucketsBefore = new TreeMap<>();
    private double cpuSecondsBefore = Double.NaN;
    private double uptimeBefore = Double.NaN;

    /**
     * Starts watching.
     *
     * @param endpoint the server
     * @param venue id of the venue whose ticks are meant
     */
    public ServerWatch(Endpoint endpoint, String venue) {
        http = endpoint.httpClient(PATIENCE);
        server = endpoint.http();
        venueLabel = "venue=\"" + venue + "\"";
        process = LocalProcess.serving(endpoint.host(), endpoint.port());
        about = Collections.unmodifiableMap(askAbout());
        thread = new Thread(this::watch, "server-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What the server says of itself, for the report.
     *
     * @return its version and tick rate and, if it runs on this machine, the processors it may use
     */
    public Map<String, Object> about() {
        return about;
    }

    /**
     * The newest reading.
     *
     * @return all NaN before the first
     */
    public ServerReading latest() {
        return latest;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private Map<String, Object> askAbout() {
        Map<String, Object> facts = new LinkedHashMap<>();
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/about"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode told = JsonMapper.shared().readTree(answer.body());
            facts.put("serverVersion", told.path("version").asString(""));
            facts.put("serverTickRateHz", told.path("tickRateHz").asDouble(0));
        } catch (IOException | JacksonException e) {
            facts.put("serverVersion", "not told");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.flatMap(LocalProcess::pinnedTo).ifPresent(list -> facts.put("serverPinnedTo", list));
        return facts;
    }

    private void watch() {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/metrics"))
                .timeout(PATIENCE)
                .build();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                    latest = answer.statusCode() == 200 ? read(answer.body()) : ServerReading.UNKNOWN;
                } catch (IOException e) {
                    latest = ServerReading.UNKNOWN;
                }
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ServerReading read(String text) {
        Map<Double, Double> buckets = new TreeMap<>();
        double cpuSeconds = Double.NaN;
        double uptime = Double.NaN;
        double memory = 0;
        double rung = Double.NaN;
        for (String line : text.lines().toList()) {
            if (line.startsWith(TICK_BUCKET) && line.contains(venueLabel)) {
                buckets.merge(bound(line), value(line), Double::sum);
            } else if (line.startsWith(RUNG) && line.contains(venueLabel)) {
                rung = Double.isNaN(rung) ? value(line) : Math.max(rung, value(line));
            } else if (line.startsWith("process_cpu_time_ns_total")) {
                cpuSeconds = value(line) / 1e9;
            } else if (line.startsWith("process_uptime_seconds")) {
                uptime = value(line);
            } else if (line.startsWith("jvm_memory_used_bytes")) {
                memory += value(line);
            }
        }
        double p99 = percentile99Ms(buckets);
        bucketsBefore = buckets;
        // The share of processors that a virtual machine tells is of all the machine has, pinned or not: not used.
        double cpu = (cpuSeconds - cpuSecondsBefore) / (uptime - uptimeBefore);
        cpuSecondsBefore = cpuSeconds;
        uptimeBefore = uptime;
        double resident = process.map(LocalProcess::residentBytes).orElse(Double.NaN);
        double used = memory == 0 ? Double.NaN : memory;
        return new ServerReading(p99, cpu, Double.isNaN(resident) ? used : resident, rung);
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
