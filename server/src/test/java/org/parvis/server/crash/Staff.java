package org.parvis.server.crash;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.parvis.server.crash.Records.Award;

/** Awards points to people, and now and then forgets that it did and sends the same request again. */
final class Staff extends Worker {
    private static final int MOST_POINTS = 9;
    private static final int FORGETS_ONE_IN = 5;

    private final Guest.Person admin;
    private final Random random;

    Staff(Api api, Records records, CountDownLatch stop, Guest.Person admin, long seed) {
        super(api, records, stop);
        this.admin = admin;
        random = new Random(seed);
    }

    @Override
    void begin() {}

    @Override
    String accessToken() {
        return admin.login().accessToken();
    }

    @Override
    void next() throws InterruptedException {
        List<String> people = List.copyOf(records.people().keySet());
        String personId = people.get(random.nextInt(people.size()));
        long points = 1L + random.nextInt(MOST_POINTS);
        String reason = "award " + UUID.randomUUID();
        Ask ask = Ask.post(
                "/v1/staff/awards",
                Api.object().put("personId", personId).put("points", points).put("reason", reason));
        Reply reply = untilAnswered(ask);
        if (!reply.isGood()) {
            throw new IllegalStateException("no award: " + reply);
        }
        records.awarded(new Award(reason, personId, points, reply.body()));
        if (random.nextInt(FORGETS_ONE_IN) == 0) {
            sendAgain(ask, reply);
        }
    }

    private void sendAgain(Ask ask, Reply first) throws InterruptedException {
        Reply again = untilAnswered(ask);
        records.repeated.incrementAndGet();
        if (!again.equals(first)) {
            records.fault("the answer to " + ask + " was " + first + ", then " + again);
        }
    }
}
