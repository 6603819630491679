package org.parvis.server.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Role;
import org.parvis.server.gateway.stay.SessionProfile;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.identity.Grant;
import org.parvis.server.identity.Look;
import org.parvis.server.identity.Scope;
import org.parvis.server.identity.StaffRole;
import org.parvis.server.instance.people.Identity;

class ProfilesTest {
    private static final Hello HELLO = Hello.getDefaultInstance();

    private static Admission admission(boolean isAccount) {
        return new Admission(
                "p_ann",
                "f",
                "Ann",
                Look.PLAIN,
                List.of("ja"),
                List.of(new Grant(StaffRole.ORGANISER, Scope.venue("plaza"))),
                Set.of(),
                AgeBand.ADULT,
                isAccount);
    }

    @Test
    void whetherSomebodyHasAnAccountReachesTheInstance() {
        SessionProfile profile = Profiles.of(HELLO, "Ann", "plaza", admission(true));
        assertThat(Profiles.identity(profile, admission(true)))
                .isEqualTo(new Identity(Identity.Kind.ACCOUNT, "p_ann", AgeBand.ADULT));
        assertThat(Profiles.identity(profile, admission(false)))
                .isEqualTo(new Identity(Identity.Kind.GUEST, "p_ann", AgeBand.ADULT));
        assertThat(Profiles.identity(Profiles.of(HELLO, "Ann", "plaza", null), null))
                .isEqualTo(Identity.ANONYMOUS);
    }

    @Test
    void rolesAreThoseOfTheVenue() {
        assertThat(Profiles.of(HELLO, "Ann", "plaza", admission(true)).roles())
                .containsExactly(Role.ROLE_GUEST, Role.ROLE_CREW);
        assertThat(Profiles.of(HELLO, "Ann", "another", admission(true)).roles())
                .containsExactly(Role.ROLE_GUEST);
        assertThat(Profiles.of(HELLO, "Ann", "plaza", admission(true)).languages())
                .containsExactly("ja");
    }
}
