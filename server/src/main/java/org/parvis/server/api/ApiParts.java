package org.parvis.server.api;

import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.parvis.server.identity.Presence;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.store.webhook.Webhooks;

/**
 * What the API is made of.
 *
 * @param identity people, logins, roles, bans
 * @param webhooks where messages go
 * @param house what runs in this process
 * @param providerThreads for asking identity providers, which may block for seconds; bounded, rejects when full
 * @param config limits
 */
public record ApiParts(
        IdentityRoom identity, Webhooks webhooks, House house, Executor providerThreads, ApiConfig config) {
    /**
     * What runs in this process.
     *
     * @param presence who is in it now
     * @param hosted whether a venue of an id is; any thread
     */
    public record House(Presence presence, Predicate<String> hosted) {}
}
