package org.parvis.server.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.parvis.server.gateway.VenueDirectory.HostedVenue;
import org.parvis.server.gateway.assets.AssetCache;
import org.parvis.server.gateway.assets.AssetEndpoint;
import org.parvis.server.gateway.assets.AssetSource;
import org.parvis.server.gateway.assets.Lifetime;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Router;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The addresses for players: the page, venues and their files.
 *
 * <p>Built once at the start.
 */
public final class SiteRoutes {
    private static final JsonMapper JSON = new JsonMapper();

    private final ServerFacts facts;
    private final VenueDirectory venues;
    private final AssetEndpoint venueFiles;
    private final AssetEndpoint pages;
    private final AssetSource pageSource;

    private SiteRoutes(ServerFacts facts, VenueDirectory venues, AssetSource pageSource, AssetCache cache) {
        this.facts = facts;
        this.venues = venues;
        this.pageSource = pageSource;
        venueFiles = new AssetEndpoint(cache, Lifetime.IMMUTABLE, NotFoundPage::reply).forForeignFiles();
        pages = new AssetEndpoint(cache, Lifetime.BY_NAME, NotFoundPage::reply);
    }

    /**
     * All routes; further ones may be added to the result.
     *
     * @param facts what the server says about itself
     * @param venues what it hosts
     * @param pages the player's page and its scripts
     * @param cache shared by pages and venue files
     * @return the router
     */
    public static Router of(ServerFacts facts, VenueDirectory venues, AssetSource pages, AssetCache cache) {
        SiteRoutes site = new SiteRoutes(facts, venues, pages, cache);
        return new Router(site::page)
                .get("/v1/about", HttpEndpoint.now(call -> site.about()))
                .get("/v1/venues", HttpEndpoint.now(call -> site.listVenues()))
                .get("/v1/venues/{id}/{hash}/{file*}", site::venueFile);
    }

    private CompletionStage<HttpReply> page(HttpCall call) {
        String path = String.join("/", call.path().segments());
        String file = path.isEmpty() ? "index.html" : path;
        return pages.send(call, "page", file, pageSource);
    }

    private CompletionStage<HttpReply> venueFile(HttpCall call) {
        String id = call.variable("id");
        String hash = call.variable("hash");
        return venues.files(id, hash)
                .map(source -> venueFiles.send(call, "venue/" + hash, call.variable("file"), source))
                .orElseGet(() -> CompletableFuture.completedFuture(NotFoundPage.reply(call)));
    }

    private HttpReply about() {
        ObjectNode about = JSON.createObjectNode();
        about.put("name", "parvis");
        about.put("version", facts.version());
        about.put("protocolVersion", facts.protocolVersion());
        about.put("tickRateHz", facts.tickRateHz());
        return json(about);
    }

    private HttpReply listVenues() {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("venues");
        for (HostedVenue venue : venues.venues()) {
            ObjectNode entry = list.addObject();
            entry.put("id", venue.id());
            ObjectNode title = entry.putObject("title");
            venue.title().forEach(title::put);
            entry.put("hash", venue.hash());
            entry.put("basePath", venue.basePath());
            entry.put("people", venue.people());
            entry.put("capacity", venue.capacity());
            entry.put("default", venue.isDefault());
        }
        return json(answer);
    }

    private static HttpReply json(ObjectNode node) {
        return HttpReply.text(HttpResponseStatus.OK, "application/json", node.toString());
    }
}
