package org.parvis.server.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds the endpoint for a method and a path.
 *
 * <p>Templates are paths with braces: {@code /v1/venues/{id}} matches one segment, {@code /v1/people/{id}:revoke} one
 * that ends so, a last {@code {file*}} matches the rest, at least one segment. The first template that fits wins, so
 * routes are added from special to general. A few dozen routes are compared one by one; a trie would not be measurably
 * faster.
 *
 * <p>Built once by one thread, then only read.
 */
public final class Router {
    private record Route(HttpMethod method, List<String> template, HttpEndpoint endpoint) {}

    private final List<Route> routes = new ArrayList<>();
    private final HttpEndpoint otherwise;

    /**
     * A router without routes.
     *
     * @param otherwise answers GET requests that no template matches
     */
    public Router(HttpEndpoint otherwise) {
        this.otherwise = otherwise;
    }

    /**
     * Adds a route for GET, which HEAD shares.
     *
     * @param template the path
     * @param endpoint who answers
     * @return this
     */
    public Router get(String template, HttpEndpoint endpoint) {
        return add(HttpMethod.GET, template, endpoint);
    }

    /**
     * Adds a route.
     *
     * @param method the method
     * @param template the path
     * @param endpoint who answers
     * @return this
     * @throws IllegalStateException when another endpoint has this method and template
     */
    public Router add(HttpMethod method, String template, HttpEndpoint endpoint) {
        String added = method.name() + " " + template;
        if (routes().contains(added)) {
            throw new IllegalStateException("Two endpoints want to answer " + added);
        }
        routes.add(new Route(method, List.of(template.substring(1).split("/", -1)), endpoint));
        return this;
    }

    /**
     * What was added.
     *
     * @return method and template, such as {@code GET /v1/venues}, in the order they are compared in
     */
    public List<String> routes() {
        return routes.stream()
                .map(route -> route.method().name() + " /" + String.join("/", route.template()))
                .toList();
    }

    /**
     * Answers a request by its route; 405 when the path exists under other methods only.
     *
     * @param call the request
     * @return the reply
     */
    public CompletionStage<HttpReply> answer(HttpCall call) {
        HttpMethod wanted = call.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : call.method();
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> match =
                    match(route.template(), call.path().segments());
            if (match.isPresent() && route.method().equals(wanted)) {
                return route.endpoint().answer(call.with(match.get()));
            }
            if (match.isPresent()) {
                allowed.add(route.method().name());
            }
        }
        if (allowed.isEmpty() && wanted.equals(HttpMethod.GET)) {
            return otherwise.answer(call);
        }
        return CompletableFuture.completedFuture(Problem.methodNotAllowed(allowed));
    }

    private static Optional<Map<String, String>> match(List<String> template, List<String> segments) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < template.size(); i++) {
            if (i >= segments.size()) {
                return Optional.empty();
            }
            String part = template.get(i);
            if (part.endsWith("*}")) {
                String rest = String.join("/", segments.subList(i, segments.size()));
                variables.put(part.substring(1, part.length() - 2), rest);
                return Optional.of(variables);
            }
            if (part.startsWith("{")) {
                int brace = part.indexOf('}');
                String verb = part.substring(brace + 1);
                String segment = segments.get(i);
                if (!segment.endsWith(verb)) {
                    return Optional.empty();
                }
                variables.put(part.substring(1, brace), segment.substring(0, segment.length() - verb.length()));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return segments.size() == template.size() ? Optional.of(variables) : Optional.empty();
    }
}
