package org.parvis.server.gateway.session;

import com.google.protobuf.ByteString;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.util.List;
import java.util.Optional;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.Limits;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.Role;
import org.parvis.server.identity.NameRule;
import org.parvis.server.instance.JoinRequest;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.VenueInstances;

/** Decides about Hellos: refuses what an instance need not see, hands the rest to one. Event loops. */
final class Reception {
    private static final int PROTOCOL_VERSION = 1;
    private static final int CLIENT_VERSION_CHARACTERS = 64;
    private static final int MAX_LANGUAGES = 8;
    private static final int MAX_LANGUAGE_CHARACTERS = 35;

    private final VenueInstances instances;
    private final Sessions sessions;
    private final SessionGateway gateway;

    Reception(VenueInstances instances, Sessions sessions, SessionGateway gateway) {
        this.instances = instances;
        this.sessions = sessions;
        this.gateway = gateway;
    }

    /** What becomes of a Hello. */
    sealed interface Answer permits Refused, Received {}

    /** An instance decides; the link hears of it. */
    record Received(Session session, PlayerLink link, boolean resumed) implements Answer {}

    Answer receive(Line line, PlayerLink.Listener listener, Hello hello) {
        if (hello.getProtocolVersion() != PROTOCOL_VERSION) {
            return refused(
                    RefusalCode.REFUSAL_CODE_UNSUPPORTED_VERSION,
                    "This server speaks version " + PROTOCOL_VERSION + " of the protocol; please reload the page.");
        }
        if (isExcessive(hello)) {
            return refused(RefusalCode.REFUSAL_CODE_BAD_HELLO, "The greeting is out of bounds.");
        }
        int marks = gateway.config().sendBufferBytes();
        line.ctx().channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(marks / 2, marks));
        // Left to itself the kernel keeps megabytes for a slow reader: memory nobody counts, and a world minutes old.
        line.ctx().channel().config().setOption(ChannelOption.SO_SNDBUF, marks);
        return hello.getResumeToken().isEmpty()
                ? join(line, listener, hello)
                : resume(line, listener, hello.getResumeToken());
    }

    private static boolean isExcessive(Hello hello) {
        return hello.getClientVersion().length() > CLIENT_VERSION_CHARACTERS
                || hello.getLanguagesCount() > MAX_LANGUAGES
                || hello.getLanguagesList().stream().anyMatch(l -> l.length() > MAX_LANGUAGE_CHARACTERS);
    }

    private Answer join(Line line, PlayerLink.Listener listener, Hello hello) {
        NameRule.Verdict verdict = NameRule.check(hello.getGuestName());
        if (verdict instanceof NameRule.Verdict.Rejected rejected) {
            return refused(RefusalCode.REFUSAL_CODE_BAD_NAME, rejected.message());
        }
        String name = ((NameRule.Verdict.Accepted) verdict).name();
        Optional<VenueInstance> found = instances.find(hello.getVenue());
        if (found.isEmpty()) {
            return refused(RefusalCode.REFUSAL_CODE_UNKNOWN_VENUE, "There is no such venue here.");
        }
        VenueInstance instance = found.get();
        if (instance.isDraining()) {
            return draining();
        }
        PlayerLink link = link(line, listener, instance);
        Session session = sessions.begin(instance, link);
        JoinRequest request = new JoinRequest(
                session.id(),
                name,
                hello.getLook(),
                hello.getLanguagesList(),
                hello.hasWishedPlace() ? hello.getWishedPlace() : null,
                List.of(Role.ROLE_GUEST),
                session.token(),
                gateway.config().resumeWindowMs(),
                limits(),
                link,
                session);
        if (!instance.mailbox().join(request)) {
            session.onEnded();
            return busy();
        }
        return new Received(session, link, false);
    }

    private Answer resume(Line line, PlayerLink.Listener listener, ByteString token) {
        Session known = sessions.find(token);
        if (known == null) {
            return expired();
        }
        if (known.instance().isDraining()) {
            return draining();
        }
        PlayerLink link = link(line, listener, known.instance());
        link.awaitHandover();
        Session session = sessions.resume(token, link);
        if (session == null) {
            return expired();
        }
        if (!session.instance().mailbox().resume(session.avatar(), session.id(), link, session.token())) {
            session.onEnded();
            return busy();
        }
        return new Received(session, link, true);
    }

    private PlayerLink link(Line line, PlayerLink.Listener listener, VenueInstance instance) {
        LoopPost post = gateway.post(line.ctx().channel().eventLoop(), instance);
        return new PlayerLink(line, post, listener, gateway.config(), gateway.metrics());
    }

    private Limits limits() {
        SessionConfig.Budgets budgets = gateway.config().budgets();
        return Limits.newBuilder()
                .setMovesPerSecond((int) Math.min(budgets.moves().perSecond(), NOMINAL_MOVES_PER_SECOND))
                .setActionsPerSecond((int) budgets.actions().perSecond())
                .setMessageBytes(SessionHandler.MESSAGE_BYTES)
                .setChatCodePoints(CHAT_CODE_POINTS)
                .build();
    }

    private static final int NOMINAL_MOVES_PER_SECOND = 20;
    private static final int CHAT_CODE_POINTS = 280;

    private static Refused refused(RefusalCode code, String message) {
        return new Refused(code, message);
    }

    private static Refused draining() {
        return new Refused(RefusalCode.REFUSAL_CODE_DRAINING, "The server is restarting.");
    }

    private static Refused busy() {
        return new Refused(RefusalCode.REFUSAL_CODE_BUSY, "Too many people come at once.");
    }

    private static Refused expired() {
        return new Refused(RefusalCode.REFUSAL_CODE_RESUME_EXPIRED, "You were away for too long; please come in anew.");
    }
}
