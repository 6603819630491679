package org.parvis.server.api;

import java.util.List;
import org.parvis.server.http.Router;
import org.parvis.server.identity.limit.Buckets;
import org.parvis.server.identity.limit.Quota;
import org.parvis.server.identity.room.IdentityRoom;

/** All endpoints of the API. Used once at the start. */
public final class ApiRoutes {
    private static final int MINUTE_S = 60;
    private static final int GUEST_BURST_MINUTES = 5;
    private static final int TICKETS_PER_MINUTE = 30;

    /**
     * An endpoint's place.
     *
     * @param method upper case
     * @param template with variables in braces
     */
    public record Route(String method, String template) {}

    private ApiRoutes() {}

    /**
     * Adds the endpoints.
     *
     * @param router to what
     * @param parts whom they ask
     * @return what was added
     */
    public static List<Route> addTo(Router router, ApiParts parts) {
        IdentityRoom identity = parts.identity();
        Routes routes = new Routes(router);
        Desk desk = new Desk(identity);
        int perMinute = parts.config().guestsPerMinute();
        Quota guests = new Quota("guests", GUEST_BURST_MINUTES * perMinute, perMinute, MINUTE_S);
        Quota tickets = new Quota("join-tickets", 2 * TICKETS_PER_MINUTE, TICKETS_PER_MINUTE, MINUTE_S);
        new GuestEndpoints(
                        identity,
                        desk,
                        new Buckets(guests, System::nanoTime),
                        parts.config().guests())
                .addTo(routes);
        new MeEndpoints(identity, desk, new Buckets(tickets, System::nanoTime)).addTo(routes);
        new ProofEndpoints(identity, desk).addTo(routes);
        new StaffEndpoints(identity, desk, parts.house().hosted()).addTo(routes);
        new PresenceEndpoints(identity, desk, parts.house().presence()).addTo(routes);
        new BanEndpoints(identity, desk).addTo(routes);
        new AwardEndpoints(identity, desk).addTo(routes);
        new WebhookEndpoints(desk, parts.webhooks()).addTo(routes);
        new OidcEndpoints(identity, desk, parts.providerThreads()).addTo(routes);
        return routes.added();
    }
}
