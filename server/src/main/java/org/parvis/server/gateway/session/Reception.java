package org.parvis.server.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Hello;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.server.identity.Admission;
import org.parvis.server.identity.Admissions;
import org.parvis.server.identity.GuestPolicy;
import org.parvis.server.identity.IdentityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about Hellos: refuses what an instance need not see, finds out who comes, and leaves the rest to {@link
 * Joining}. When nobody can say who comes, nobody comes in. Event loops; what must be asked of the store comes back to
 * the loop that asked.
 */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final int PROTOCOL_VERSION = 1;
    private static final int CLIENT_VERSION_CHARACTERS = 64;
    private static final int MAX_LANGUAGES = 8;
    private static final int MAX_LANGUAGE_CHARACTERS = 35;
    private static final int TICKET_CHARACTERS = 2_048;
    private static final int PARTY_CHARACTERS = 64;

    private final Joining joining;
    private final Expulsion expulsion;
    private final SessionConfig config;
    private final @Nullable Admissions admissions;

    /**
     * Makes a reception.
     *
     * @param joining gives sessions
     * @param expulsion knows what was revoked
     * @param config how sessions are kept
     * @param admissions who knows people; null when nobody has an identity
     */
    Reception(Joining joining, Expulsion expulsion, SessionConfig config, @Nullable Admissions admissions) {
        this.joining = joining;
        this.expulsion = expulsion;
        this.config = config;
        this.admissions = admissions;
    }

    /** What becomes of a Hello. */
    sealed interface Answer permits Refused, Received {}

    /** An instance decides; the link hears of it. */
    record Received(Session session, PlayerLink link, boolean resumed) implements Answer {}

    /** Somebody at the door. */
    record Caller(Line line, PlayerLink.Listener listener, Hello hello) {}

    /** Answers on the event loop of the line, at once where nobody need be asked. */
    CompletableFuture<Answer> receive(Line line, PlayerLink.Listener listener, Hello hello) {
        Refused fault = fault(hello);
        if (fault != null) {
            return CompletableFuture.completedFuture(fault);
        }
        limitBuffers(line.ctx().channel());
        Caller caller = new Caller(line, listener, hello);
        EventExecutor loop = line.ctx().executor();
        if (hello.getTicket().isEmpty()) {
            return config.guests() == GuestPolicy.ANONYMOUS
                    ? joining.join(new Joining.Newcomer(caller, null, 0))
                    : CompletableFuture.completedFuture(Refused.identityRequired());
        }
        long toldBefore = expulsion.told();
        return onLoop(loop, admit(hello.getTicket()))
                .thenCompose(admission -> joining.join(new Joining.Newcomer(caller, admission, toldBefore)))
                .exceptionally(Reception::refusal);
    }

    private CompletableFuture<Admission> admit(String ticket) {
        if (admissions == null) {
            return CompletableFuture.failedFuture(
                    new IdentityException(IdentityException.Kind.TICKET_INVALID, "Nobody has tickets here."));
        }
        return admissions.admit(ticket);
    }

    private static Refused refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof IdentityException known) {
            return new Refused(code(known.kind()), known.sentence());
        }
        LOG.error("A ticket could not be looked at", cause);
        return new Refused(RefusalCode.REFUSAL_CODE_UNAVAILABLE, "We cannot look you up at the moment.");
    }

    private static RefusalCode code(IdentityException.Kind kind) {
        return switch (kind) {
            case NAME_TAKEN -> RefusalCode.REFUSAL_CODE_BAD_NAME;
            case BANNED -> RefusalCode.REFUSAL_CODE_BANNED;
            case ACCOUNT_REQUIRED -> RefusalCode.REFUSAL_CODE_ACCOUNT_REQUIRED;
            case UNAVAILABLE -> RefusalCode.REFUSAL_CODE_UNAVAILABLE;
            default -> RefusalCode.REFUSAL_CODE_BAD_TICKET;
        };
    }

    private static @Nullable Refused fault(Hello hello) {
        if (hello.getProtocolVersion() != PROTOCOL_VERSION) {
            return new Refused(
                    RefusalCode.REFUSAL_CODE_UNSUPPORTED_VERSION,
                    "This server speaks version " + PROTOCOL_VERSION + " of the protocol; please reload the page.");
        }
        return isExcessive(hello)
                ? new Refused(RefusalCode.REFUSAL_CODE_BAD_HELLO, "The greeting is out of bounds.")
                : null;
    }

    private static boolean isExcessive(Hello hello) {
        return hello.getClientVersion().length() > CLIENT_VERSION_CHARACTERS
                || hello.getTicket().length() > TICKET_CHARACTERS
                || hello.getParty().length() > PARTY_CHARACTERS
                || hello.getInstance().length() > PARTY_CHARACTERS
                || hello.getLanguagesCount() > MAX_LANGUAGES
                || hello.getLanguagesList().stream().anyMatch(l -> l.length() > MAX_LANGUAGE_CHARACTERS);
    }

    private void limitBuffers(Channel channel) {
        int marks = config.sendBufferBytes();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(marks / 2, marks));
        // Left to itself the kernel keeps megabytes for a slow reader: memory nobody counts, and a world minutes old.
        channel.config().setOption(ChannelOption.SO_SNDBUF, marks);
    }

    /**
     * The same answer, given on an event loop.
     *
     * @param loop that of the connection it is about
     * @param answer completed on any thread
     * @return complete at once where it can be, on the loop otherwise
     */
    static <T> CompletableFuture<T> onLoop(EventExecutor loop, CompletableFuture<T> answer) {
        return answer.isDone() && loop.inEventLoop()
                ? answer
                : answer.handleAsync(
                                (value, failure) -> failure == null
                                        ? CompletableFuture.completedFuture(value)
                                        : CompletableFuture.<T>failedFuture(failure),
                                loop)
                        .thenCompose(Function.identity());
    }
}
