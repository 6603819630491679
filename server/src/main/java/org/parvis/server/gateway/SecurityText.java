package org.parvis.server.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.parvis.server.http.HttpEndpoint;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Router;

/** Tells those who found a flaw where to report it: {@code /.well-known/security.txt} (RFC 9116). Any thread. */
public final class SecurityText {
    private static final Duration GOOD_FOR = Duration.ofDays(180);

    private SecurityText() {}

    /**
     * Adds the address to a router.
     *
     * @param router the routes
     * @param contact the operator's {@code mailto:} or {@code https:} address
     * @param clock tells the day, from which the text is good for half a year
     */
    public static void addTo(Router router, String contact, Clock clock) {
        router.get("/.well-known/security.txt", HttpEndpoint.now(call -> text(contact, clock.instant())));
    }

    private static HttpReply text(String contact, Instant now) {
        Instant expires = now.truncatedTo(ChronoUnit.DAYS).plus(GOOD_FOR);
        return HttpReply.text(
                HttpResponseStatus.OK,
                "text/plain; charset=utf-8",
                "Contact: " + contact + "\nExpires: " + expires + "\nPreferred-Languages: en\n");
    }
}
