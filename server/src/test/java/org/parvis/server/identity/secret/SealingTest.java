package org.parvis.server.identity.secret;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class SealingTest {
    private static final byte[] KEY = Opaque.digest("a key");

    @Property(tries = 200)
    void whatWasSealedOpens(@ForAll String text) {
        String wellFormed = text.replaceAll("\\p{Cs}", "?");

        assertThat(Sealing.open(Sealing.seal(wellFormed, KEY), KEY)).contains(wellFormed);
    }

    @Property(tries = 500)
    void whatNobodySealedStaysShut(@ForAll String text) {
        assertThat(Sealing.open(text, KEY)).isEmpty();
    }

    @Test
    void changedOrForeignTextStaysShut() {
        String sealed = Sealing.seal("for your eyes", KEY);
        char other = sealed.charAt(20) == 'A' ? 'B' : 'A';

        assertThat(Sealing.open(sealed.substring(0, 20) + other + sealed.substring(21), KEY))
                .isEmpty();
        assertThat(Sealing.open(sealed, Opaque.digest("another key"))).isEmpty();
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
