package org.parvis.server.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parvis.server.peer.AddressBudgets;
import org.parvis.server.peer.AddressBudgets.Answer;
import org.parvis.server.peer.Peer;

/**
 * How many requests one address may send: so many of any kind, and so many of the API's, which cost more. Whoever asks
 * for more gets 429 and is told when to come again; the API tells everybody what is left (RateLimit header fields for
 * HTTP, an IETF draft).
 *
 * <p>Any thread.
 */
public final class RequestRates {
    /** {@code /v1/venues/{id}/{hash}/{file}} and deeper are files, not API. */
    private static final int FIRST_FILE_SEGMENT = 4;

    private static final int AMPLE = 100_000_000;

    private final AddressBudgets all;
    private final AddressBudgets api;
    private final Counter refusals;

    /**
     * Rates.
     *
     * @param all requests of any kind, for each address
     * @param api requests of the API, for each address
     * @param metrics where refusals are counted
     */
    public RequestRates(AddressBudgets all, AddressBudgets api, MeterRegistry metrics) {
        this.all = all;
        this.api = api;
        refusals = Counter.builder("parvis.http.rate.limited").register(metrics);
    }

    /** Rates that nobody reaches. */
    static RequestRates unlimited() {
        AddressBudgets ample = new AddressBudgets(AMPLE, AMPLE);
        return new RequestRates(ample, ample, new SimpleMeterRegistry());
    }

    /**
     * What a request is told about its rate.
     *
     * @param refusal the answer instead of the endpoint's; empty when the request may go on
     * @param remaining the RateLimit field for its reply; empty when it has none
     */
    record Verdict(Optional<HttpReply> refusal, String remaining) {
        private static final Verdict FREE = new Verdict(Optional.empty(), "");
    }

    /** Counts a request and judges it; one that is no call of the API, such as an upgrade, counts among all only. */
    Verdict judge(Peer peer, RequestPath path, boolean mayBeApi) {
        if (peer.staff()) {
            return Verdict.FREE;
        }
        Answer any = all.take(peer.address());
        if (!any.granted()) {
            return new Verdict(Optional.of(refusal("all", all, any)), "");
        }
        if (!mayBeApi || !isApi(path)) {
            return Verdict.FREE;
        }
        Answer own = api.take(peer.address());
        return own.granted()
                ? new Verdict(Optional.empty(), remaining("api", own))
                : new Verdict(Optional.of(refusal("api", api, own)), "");
    }

    /** Adds what is left to a reply that does not speak of a rate of its own. */
    HttpReply tell(HttpReply reply, Verdict verdict) {
        if (verdict.remaining().isEmpty() || reply.headers().containsKey("ratelimit")) {
            return reply;
        }
        return reply.withHeader("ratelimit-policy", policy("api", api)).withHeader("ratelimit", verdict.remaining());
    }

    private HttpReply refusal(String name, AddressBudgets budget, Answer answer) {
        refusals.increment();
        return Problem.of(
                        HttpResponseStatus.TOO_MANY_REQUESTS,
                        "too-many-requests",
                        "Too many requests come from your network; please try again a little later.")
                .withHeader("retry-after", Long.toString(seconds(answer.retryInMs())))
                .withHeader("ratelimit-policy", policy(name, budget))
                .withHeader("ratelimit", remaining(name, answer));
    }

    private static String policy(String name, AddressBudgets budget) {
        int windowS = Math.max(1, budget.burst() / budget.perSecond());
        return String.format(Locale.ROOT, "\"%s\";q=%d;w=%d", name, budget.burst(), windowS);
    }

    private static String remaining(String name, Answer answer) {
        return String.format(Locale.ROOT, "\"%s\";r=%d;t=%d", name, answer.remaining(), seconds(answer.fullInMs()));
    }

    private static long seconds(long ms) {
        return Math.max(1, (ms + 999) / 1_000);
    }

    private static boolean isApi(RequestPath path) {
        List<String> segments = path.segments();
        boolean versioned = segments.get(0).equals("v1");
        boolean file = segments.size() > FIRST_FILE_SEGMENT && segments.get(1).equals("venues");
        return versioned && !file;
    }
}
