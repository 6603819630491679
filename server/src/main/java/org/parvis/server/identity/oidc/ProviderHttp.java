package org.parvis.server.identity.oidc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to providers: JSON only, at most {@value #MAX_BYTES} bytes, within seconds, no redirects. Blocks; any thread but
 * an event loop.
 */
final class ProviderHttp {
    private static final int MAX_BYTES = 131_072;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    /** Made when it is first needed: loading TLS would take a quarter of the server's start. */
    private @Nullable HttpClient made;

    JsonNode get(URI uri) throws OidcException {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    /** A form, signed by the client's secret when there is one. */
    JsonNode post(URI uri, Map<String, String> form, ProviderConfig config) throws OidcException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!config.clientSecret().isEmpty()) {
            String pair = encoded(config.clientId()) + ":" + encoded(config.clientSecret());
            String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            request.header("authorization", "Basic " + basic);
        }
        return send(request);
    }

    private synchronized HttpClient client() {
        HttpClient client = made;
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(CONNECT_WITHIN)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            made = client;
        }
        return client;
    }

    private JsonNode send(HttpRequest.Builder request) throws OidcException {
        HttpRequest ready = request.header("accept", "application/json")
                .timeout(ANSWER_WITHIN)
                .build();
        try {
            HttpResponse<InputStream> response = client().send(ready, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                if (response.statusCode() != 200) {
                    boolean refused = response.statusCode() / 100 == 4;
                    throw new OidcException(refused, ready.uri() + " answers " + response.statusCode());
                }
                if (bytes.length > MAX_BYTES) {
                    throw new OidcException(true, ready.uri() + " answers too much");
                }
                return JSON.readTree(bytes);
            }
        } catch (IOException away) {
            throw new OidcException(false, ready.uri() + " cannot be reached: " + away);
        } catch (JacksonException notJson) {
            throw new OidcException(true, ready.uri() + " answers something else than JSON");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new OidcException(false, "stopping");
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
