package org.parvis.server.api;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.Router;

/** Adds endpoints to a router and remembers which, so that the contract can be compared with them. One thread. */
final class Routes {
    private final Router router;
    private final List<ApiRoutes.Route> added = new ArrayList<>();

    Routes(Router router) {
        this.router = router;
    }

    Routes get(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.GET, template, endpoint);
    }

    Routes post(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.POST, template, endpoint);
    }

    Routes patch(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.PATCH, template, endpoint);
    }

    Routes delete(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.DELETE, template, endpoint);
    }

    private Routes add(HttpMethod method, String template, HttpEndpoint endpoint) {
        router.add(method, template, endpoint);
        added.add(new ApiRoutes.Route(method.name(), template));
        return this;
    }

    List<ApiRoutes.Route> added() {
        return List.copyOf(added);
    }
}
