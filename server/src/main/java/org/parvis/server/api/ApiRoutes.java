package org.parvis.server.api;

import java.util.List;
import org.parvis.server.endpoint.Endpoints;
import org.parvis.server.endpoint.Route;
import org.parvis.server.endpoint.Routes;
import org.parvis.server.http.Router;
import org.parvis.server.identity.limit.Buckets;
import org.parvis.server.identity.limit.Quota;
import org.parvis.server.identity.room.IdentityRoom;

/** All endpoints of the API. Used once at the start. */
public final class ApiRoutes {
    private static final int MINUTE_S = 60;
    private static final int GUEST_BURST_MINUTES = 5;
    private static final int TICKETS_PER_MINUTE = 30;

    private ApiRoutes() {}

    /**
     * Adds the endpoints.
     *
     * @param router to what
     * @param parts whom they ask
     * @return where they answer
     */
    public static List<Route> addTo(Router router, ApiParts parts) {
        IdentityRoom identity = parts.identity();
        Routes routes = new Routes();
        Endpoints endpoints = new Endpoints(identity);
        int perMinute = parts.config().guestsPerMinute();
        Quota guests = new Quota("guests", GUEST_BURST_MINUTES * perMinute, perMinute, MINUTE_S);
        Quota tickets = new Quota("join-tickets", 2 * TICKETS_PER_MINUTE, TICKETS_PER_MINUTE, MINUTE_S);
        new GuestEndpoints(
                        identity,
                        endpoints,
                        new Buckets(guests, System::nanoTime),
                        parts.config().guests())
                .addTo(routes);
        new MeEndpoints(identity, endpoints, new Buckets(tickets, System::nanoTime)).addTo(routes);
        new ProofEndpoints(identity, endpoints).addTo(routes);
        new StaffEndpoints(identity, endpoints, parts.house().hosted()).addTo(routes);
        new PresenceEndpoints(identity, endpoints, parts.house().presence()).addTo(routes);
        new BanEndpoints(identity, endpoints).addTo(routes);
        new WebhookEndpoints(endpoints, parts.webhooks()).addTo(routes);
        new OidcEndpoints(identity, endpoints, parts.providerThreads()).addTo(routes);
        routes.addTo(router);
        return routes.list();
    }
}
