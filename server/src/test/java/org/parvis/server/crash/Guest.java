package org.parvis.server.crash;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** Comes as a guest, and changes its settings and tokens ever after. */
final class Guest extends Worker {
    private static final int CHANGES_PER_REFRESH = 12;
    private static final long PATIENCE_S = 30;

    private final String name;
    private final Person person;
    private long change;

    /** The login of a person whom several threads may be. */
    static final class Person {
        private final CountDownLatch known = new CountDownLatch(1);
        private volatile Login login = new Login("", "", "");

        Login login() {
            return login;
        }
    }

    Guest(Api api, Records records, CountDownLatch stop, String name) {
        super(api, records, stop);
        this.name = name;
        person = new Person();
    }

    /** Who this is. */
    Person person() {
        return person;
    }

    /** Who this is, once the server knows. */
    Person awaitPerson() throws InterruptedException {
        if (!person.known.await(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " did not become a guest");
        }
        return person;
    }

    @Override
    String accessToken() {
        return person.login.accessToken();
    }

    @Override
    void begin() throws InterruptedException {
        ObjectNode body = Api.object().put("name", name);
        body.putObject("settings").put("change", 0);
        Reply reply = untilAnswered(Ask.post("/v1/guests", body));
        if (reply.status() != 201) {
            throw new IllegalStateException("no guest: " + reply);
        }
        person.login = Login.of(reply.body());
        records.acknowledged(person.login.personId(), 0);
        person.known.countDown();
    }

    @Override
    void next() throws InterruptedException {
        if (change % CHANGES_PER_REFRESH == CHANGES_PER_REFRESH - 1) {
            refresh();
        }
        change++;
        ObjectNode body = Api.object();
        body.putObject("settings").put("change", change);
        Reply reply = untilAnswered(Ask.patch("/v1/me", body));
        if (!reply.isGood()) {
            throw new IllegalStateException("not changed: " + reply);
        }
        if (shown(reply) != change) {
            records.fault(name + " changed to " + change + " and was shown " + shown(reply));
        }
        records.acknowledged(person.login.personId(), change);
    }

    /** The last change that was acknowledged is there, or the one under way; nothing older and nothing else. */
    @Override
    void beforeAgain() throws InterruptedException {
        if (change == 0) {
            return;
        }
        Reply me = untilRead("/v1/me");
        long acknowledged = records.people().getOrDefault(person.login.personId(), 0L);
        if (!me.isGood() || shown(me) < acknowledged || shown(me) > change) {
            records.fault(name + " was told of change " + acknowledged + " and finds " + me);
        }
    }

    private static long shown(Reply me) {
        return me.body().path("settings").path("change").asLong(-1);
    }

    /** A login must survive that the answer to its refresh is lost. */
    private void refresh() throws InterruptedException {
        ObjectNode body = Api.object().put("refreshToken", person.login.refreshToken());
        Reply reply = untilAnswered(Ask.post("/v1/tokens:refresh", body));
        if (!reply.isGood()) {
            throw new IllegalStateException("not refreshed: " + reply);
        }
        person.login = Login.of(reply.body());
        records.refreshed.incrementAndGet();
    }
}
