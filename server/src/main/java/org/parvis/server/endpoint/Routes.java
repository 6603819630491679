package org.parvis.server.endpoint;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.Router;

/**
 * Endpoints with their places, collected before there is a router, and kept so that the contract can be compared with
 * them. One thread.
 */
public final class Routes {
    private record Entry(HttpMethod method, String template, HttpEndpoint endpoint) {}

    private final List<Entry> entries = new ArrayList<>();

    /** Adds an endpoint that changes nothing. */
    public Routes get(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.GET, template, endpoint);
    }

    /** Adds an endpoint that makes or does something. */
    public Routes post(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.POST, template, endpoint);
    }

    /** Adds an endpoint that puts something in the place of what was there. */
    public Routes put(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.PUT, template, endpoint);
    }

    /** Adds an endpoint that changes parts of something. */
    public Routes patch(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.PATCH, template, endpoint);
    }

    /** Adds an endpoint that takes something away. */
    public Routes delete(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.DELETE, template, endpoint);
    }

    private Routes add(HttpMethod method, String template, HttpEndpoint endpoint) {
        entries.add(new Entry(method, template, endpoint));
        return this;
    }

    /**
     * Adds all of them to a router.
     *
     * @throws IllegalStateException when an endpoint has one of the places already
     */
    public void addTo(Router router) {
        entries.forEach(entry -> router.add(entry.method(), entry.template(), entry.endpoint()));
    }

    /** Where they answer, in the order in which they were added. */
    public List<Route> list() {
        return entries.stream()
                .map(entry -> new Route(entry.method().name(), entry.template()))
                .toList();
    }
}
