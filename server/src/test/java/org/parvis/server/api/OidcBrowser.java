package org.parvis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;

/** A browser of one person: goes where it is sent, keeps cookies, fills in the provider's forms. */
final class OidcBrowser {
    private static final int MOST_STEPS = 20;

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** One step of a journey: the answer, and where it came from. */
    record Page(URI uri, HttpResponse<String> answer) {
        Optional<URI> next() {
            return answer.headers().firstValue("location").map(uri::resolve);
        }
    }

    Page get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    Page post(URI uri, String type, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("content-type", type).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private Page send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest ready = request.build();
        return new Page(ready.uri(), http.send(ready, HttpResponse.BodyHandlers.ofString()));
    }

    /** Signs in from our start address and comes back to our page; its address, fragment included. */
    URI signIn(URI start, String name) throws IOException, InterruptedException {
        Page page = get(start);
        for (int step = 0; step < MOST_STEPS; step++) {
            if (page.next().isPresent()) {
                URI next = page.next().orElseThrow();
                if (next.getFragment() != null) {
                    return next;
                }
                page = get(next);
            } else {
                assertThat(page.answer().statusCode())
                        .as(page.uri() + "\n" + page.answer().body())
                        .isEqualTo(200);
                String form = page.answer().body().contains("name=\"login\"")
                        ? "prompt=login&password=any&login=" + name
                        : "prompt=consent";
                page = post(page.uri(), "application/x-www-form-urlencoded", form);
            }
        }
        throw new AssertionError("Sent around in circles, last by " + page.uri());
    }
}
