package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Introduction;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.server.testing.SeenCrowd;

class JoinIT {
    @Test
    void onePlayerSeesTheOtherWalk() throws Exception {
        try (TestHouse house = TestHouse.open();
                TestPlayer ann = TestPlayer.join(house.uri(), "Ann");
                TestPlayer bob = TestPlayer.join(house.uri(), "Bob")) {
            Place start = bob.welcome().getPlace();
            double toXM = Quantise.centimetresToMetres(start.getXCm()) + 1;
            double zM = Quantise.centimetresToMetres(start.getZCm());
            bob.move(toXM, zM);

            SeenCrowd.Seen seen = ann.awaitSeen(bob.avatar(), one -> Math.abs(one.xM() - toXM) < 0.02);
            assertThat(seen.zM()).isCloseTo(zM, within(0.02));
            ServerMessage introduced = ann.await(message -> message.hasIntroductions()
                    && message.getIntroductions().getAvatarsList().stream()
                            .anyMatch(one -> one.getName().equals("Bob")));
            assertThat(introduced.getIntroductions().getAvatarsList())
                    .extracting(Introduction::getAvatar)
                    .contains(bob.avatar());
        }
    }
}
