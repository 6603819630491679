package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Limits;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.Role;
import org.parvis.server.interest.fanout.Recipient;

/**
 * A person who wants to come in; everything in it has been checked by the gateway.
 *
 * @param sessionId opaque id of the session, the key for later commands
 * @param name as others will see it
 * @param look wished look
 * @param languages BCP 47, best first
 * @param wished where the person would like to appear, if anywhere
 * @param last where the person was when an earlier process ended; null for somebody who does not come back
 * @param roles of the person
 * @param resumeToken to be told in the welcome
 * @param resumeWindowMs how long the avatar waits for its person after a lost connection
 * @param limits to be told in the welcome, without those that the instance decides
 * @param recipient to whom everything goes
 * @param callbacks what the gateway wants to know of the person's stay
 */
public record JoinRequest(
        String sessionId,
        String name,
        Look look,
        List<String> languages,
        @Nullable Place wished,
        @Nullable Place last,
        List<Role> roles,
        ByteString resumeToken,
        int resumeWindowMs,
        Limits limits,
        Recipient recipient,
        StayListener callbacks) {
    /** Freezes the lists. */
    public JoinRequest {
        languages = List.copyOf(languages);
        roles = List.copyOf(roles);
    }

    /** Whether a stay goes on that began in an earlier process. */
    boolean isReturn() {
        return last != null;
    }
}
