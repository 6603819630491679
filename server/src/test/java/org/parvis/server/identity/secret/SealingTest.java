package org.parvis.server.identity.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SealingTest {
    private static final byte[] KEY = new byte[32];

    @Test
    void whatWasSealedIsOpenedWithTheSameKeyOnly() {
        String sealed = Sealing.seal("text", KEY);
        byte[] other = KEY.clone();
        other[0] = 1;

        assertThat(Sealing.open(sealed, KEY)).contains("text");
        assertThat(Sealing.open(sealed, other)).isEmpty();
    }

    @Test
    void everyPieceOfSomethingSealedIsNotOurs() {
        String sealed = Sealing.seal("text", KEY);
        for (int end = 0; end < sealed.length(); end++) {
            assertThat(Sealing.open(sealed.substring(0, end), KEY))
                    .as("the first %d characters", end)
                    .isEmpty();
        }
    }
}
