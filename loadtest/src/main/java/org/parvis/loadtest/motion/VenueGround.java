package org.parvis.loadtest.motion;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.parvis.loadtest.client.Endpoint;
import org.parvis.loadtest.client.Failure;
import org.parvis.world.Floor;
import org.parvis.world.Spawn;
import org.parvis.world.Venue;
import org.parvis.world.bundle.VenueSource;
import org.parvis.world.fault.BundleException;
import org.parvis.world.spatial.FloorMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The venue as the server serves it to everybody, so that simulated people walk where real ones could.
 * Immutable; any thread.
 *
 * @param venueId id of the venue
 * @param floors ground of each floor
 * @param spawn first place where people appear
 */
public record VenueGround(String venueId, List<Ground> floors, Spawn spawn) {
    private static final double BODY_RADIUS_M = 0.35;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Copies the list. */
    public VenueGround {
        floors = List.copyOf(floors);
    }

    /**
     * Fetches the venue of a server.
     *
     * @param endpoint the server
     * @param wanted id of the venue, empty for the server's default
     * @return its ground
     * @throws IOException if the server does not answer or has no such venue, in words for a person
     * @throws InterruptedException if interrupted
     */
    public static VenueGround fetch(Endpoint endpoint, String wanted) throws IOException, InterruptedException {
        URI server = endpoint.http();
        HttpClient http = endpoint.httpClient(PATIENCE);
        JsonNode chosen = choose(readJson(http, server.resolve("/v1/venues")), wanted);
        URI base = server.resolve(chosen.get("basePath").asString());
        Path folder = Files.createTempDirectory("parvis-crowd-venue");
        try {
            Path manifest = download(http, base.resolve("venue.json"), folder);
            JsonNode venueJson = JsonMapper.shared().readTree(manifest.toFile());
            for (String part : new String[] {"buildings", "meshes"}) {
                if (venueJson.hasNonNull(part)) {
                    download(http, base.resolve(venueJson.get(part).asString()), folder);
                }
            }
            return of(VenueSource.resolve(folder.toString()).open().venue());
        } catch (BundleException | JacksonException e) {
            throw new IOException("the venue at " + base + " cannot be read: " + e.getMessage(), e);
        } finally {
            delete(folder);
        }
    }

    /**
     * The ground of a venue.
     *
     * @param venue the venue
     * @return its ground
     */
    public static VenueGround of(Venue venue) {
        List<Ground> floors = new ArrayList<>();
        for (Floor floor : venue.floors()) {
            FloorMap map = new FloorMap(floor);
            floors.add(new Ground() {
                @Override
                public boolean isFree(double xM, double zM) {
                    return map.isWalkable(xM, zM) && map.clearanceM(xM, zM, BODY_RADIUS_M) >= BODY_RADIUS_M;
                }

                @Override
                public boolean isClear(double fromXM, double fromZM, double toXM, double toZM) {
                    return map.clearLine(fromXM, fromZM, toXM, toZM, BODY_RADIUS_M);
                }
            });
        }
        return new VenueGround(venue.id(), floors, venue.spawns().get(0));
    }

    private static JsonNode choose(JsonNode listing, String wanted) throws IOException {
        JsonNode venues = listing.get("venues");
        if (venues == null || venues.isEmpty()) {
            throw new IOException("the server hosts no venue");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode venue : venues) {
            String id = venue.get("id").asString();
            ids.add(id);
            boolean isDefault = venue.path("default").asBoolean(false);
            if (wanted.isEmpty() ? isDefault : id.equals(wanted)) {
                return venue;
            }
        }
        if (wanted.isEmpty()) {
            return venues.get(0);
        }
        throw new IOException("the server hosts no venue '" + wanted + "', only " + String.join(", ", ids)
                + ": start the server with --venue " + wanted + " (--venue may be given several times), or play"
                + " elsewhere with --venue " + ids.get(0));
    }

    private static JsonNode readJson(HttpClient http, URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(http, address, HttpResponse.BodyHandlers.ofString());
        check(answer, address);
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException(address + " does not answer with JSON: is this a Parvis server?", e);
        }
    }

    private static Path download(HttpClient http, URI address, Path folder) throws IOException, InterruptedException {
        Path target = folder.resolve(Path.of(address.getPath()).getFileName());
        check(send(http, address, HttpResponse.BodyHandlers.ofFile(target)), address);
        return target;
    }

    private static <T> HttpResponse<T> send(HttpClient http, URI address, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), handler);
        } catch (IOException e) {
            throw new IOException("no answer from " + address + ": " + Failure.words(e), e);
        }
    }

    private static void check(HttpResponse<?> answer, URI address) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers " + answer.statusCode() + ": is this a Parvis server?");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
