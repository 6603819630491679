package org.parvis.server.identity.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LoginGuardTest {
    private final AtomicLong nowNs = new AtomicLong();
    private final LoginGuard guard = new LoginGuard(nowNs::get);

    private void fail(String address, String credential, int times) {
        for (int i = 0; i < times; i++) {
            guard.failed(address, credential);
        }
    }

    private boolean mayTry(String address, String credential) {
        return guard.ask(address, credential).granted();
    }

    @Test
    void failuresStopTheAddressAndNobodyElse() {
        fail("10.0.0.1", "", 20);

        assertThat(mayTry("10.0.0.1", "")).isFalse();
        assertThat(mayTry("10.0.0.1", "d_any")).isFalse();
        assertThat(mayTry("10.0.0.2", "")).isTrue();
    }

    @Test
    void aMinuteGivesTenBack() {
        fail("10.0.0.1", "", 20);
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(5));
        assertThat(guard.ask("10.0.0.1", "").retryAfterS()).isEqualTo(1);

        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(55));

        assertThat(guard.ask("10.0.0.1", "").remaining()).isEqualTo(10);
    }

    @Test
    void oneAddressCannotLockACredentialForOthers() {
        for (int hour = 0; hour < 3; hour++) {
            fail("10.0.0.1", "d_ana", 1_000);
            nowNs.addAndGet(TimeUnit.HOURS.toNanos(1));
        }
        fail("10.0.0.1", "d_ana", 1_000);

        assertThat(mayTry("10.0.0.1", "d_ana")).isFalse();
        assertThat(mayTry("10.0.0.2", "d_ana")).isTrue();
        assertThat(mayTry("10.0.0.2", "d_bob")).isTrue();
    }

    @Test
    void manyAddressesTogetherLockOneCredentialOnly() {
        for (int i = 0; i < 20; i++) {
            fail("10.0.1." + i, "d_ana", 5);
        }

        assertThat(mayTry("10.0.2.1", "d_ana")).isFalse();
        assertThat(mayTry("10.0.2.1", "d_anas_phone")).isTrue();
        assertThat(mayTry("10.0.2.1", "")).isTrue();
    }

    @Test
    void trueProofsCostNothing() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(mayTry("10.0.0.1", "d_ana")).isTrue();
        }
    }
}
