package org.parvis.server.api;

import java.util.concurrent.Executor;
import org.parvis.server.identity.room.IdentityRoom;
import org.parvis.server.store.webhook.Webhooks;

/**
 * What the API is made of.
 *
 * @param identity people, logins, roles, bans
 * @param webhooks where messages go
 * @param providerThreads for asking identity providers, which may block for seconds; bounded, rejects when full
 * @param config limits
 */
public record ApiParts(IdentityRoom identity, Webhooks webhooks, Executor providerThreads, ApiConfig config) {}
