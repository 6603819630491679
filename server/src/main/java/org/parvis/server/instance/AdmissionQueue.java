package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.parvis.protocol.close.RefusalRules;
import org.parvis.protocol.v1.Refusal;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.Waiting;
import org.parvis.server.instance.feature.ActionOutcome;
import org.parvis.server.instance.feature.AdmissionRule.Verdict;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.people.JoinRequest;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.interest.fanout.Mail;

/**
 * Those who want in. So many are let in a tick, since doors that open must not stall those inside; rules of features
 * decide who comes in, who does not, and who waits. Who waits is told how many are before them, and is asked about again
 * every second, the longest-waiting first. Both lists are bounded; who finds one full is refused and may come again. Tick
 * thread only.
 */
final class AdmissionQueue {
    static final int MAX_ARRIVED = 2_048;
    static final int MAX_WAITING = 8_192;

    private static final int JOINS_PER_S = 320;
    private static final long ASK_AGAIN_MS = 1_000;

    private final TickState state;
    private final FeatureHub features;
    private final ArrayDeque<JoinRequest> arrived = new ArrayDeque<>();
    private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
    private long askedMs;
    private volatile int size;

    AdmissionQueue(TickState state, FeatureHub features) {
        this.state = state;
        this.features = features;
    }

    /** How many want in. Any thread. */
    int size() {
        return size;
    }

    /** Takes somebody who wants in. */
    void arrive(JoinRequest request, boolean isClosed) {
        if (isClosed || arrived.size() >= MAX_ARRIVED) {
            refuse(request, RefusalCode.REFUSAL_CODE_BUSY, "So many are coming in at the moment; please try again.");
        } else {
            arrived.add(request);
        }
    }

    /**
     * Decides about those whose turn it is.
     *
     * @param admit lets one in
     */
    void run(boolean isDraining, Consumer<JoinRequest> admit) {
        int atOnce = Math.max(1, JOINS_PER_S / state.config().tickRateHz());
        if (isDraining) {
            refuseAll();
        }
        if (!waiting.isEmpty() && state.timeMs() - askedMs >= ASK_AGAIN_MS) {
            askedMs = state.timeMs();
            atOnce -= askAgain(atOnce, admit);
        }
        for (int i = 0; i < atOnce && !arrived.isEmpty(); i++) {
            JoinRequest next = arrived.remove();
            features.guard("letting somebody in", () -> decide(next, admit));
        }
        size = arrived.size() + waiting.size();
    }

    private void decide(JoinRequest request, Consumer<JoinRequest> admit) {
        if (!request.callbacks().isWanted()) {
            request.callbacks().onEnded();
            return;
        }
        Verdict verdict = features.decide(request.profile(), request.isReturn());
        if (verdict instanceof Verdict.Wait wait) {
            if (waiting.size() >= MAX_WAITING) {
                refuse(request, RefusalCode.REFUSAL_CODE_BUSY, "So many are waiting that nobody can join them.");
                return;
            }
            Waiter waiter = new Waiter(request);
            waiter.tell(waiting.size(), wait.message());
            waiting.add(waiter);
        } else {
            act(request, verdict, admit);
        }
    }

    private void act(JoinRequest request, Verdict verdict, Consumer<JoinRequest> admit) {
        if (verdict instanceof Verdict.Refuse refusal) {
            refuse(request, refusal);
        } else if (hasNoRoom(request)) {
            refuse(request, RefusalCode.REFUSAL_CODE_VENUE_FULL, "This venue is full at the moment.");
        } else {
            admit.accept(request);
        }
    }

    /** Those who look on take nobody's room, and have their own. */
    private boolean hasNoRoom(JoinRequest request) {
        return request.isSpectator()
                ? state.population().isFullOfSpectators()
                : state.population().isFull();
    }

    /** Asks about those who wait, as many as may come in now; returns how many came. */
    private int askAgain(int atOnce, Consumer<JoinRequest> admit) {
        List<Waiter> decided = new ArrayList<>();
        int ahead = 0;
        for (Iterator<Waiter> all = waiting.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            if (!waiter.request.callbacks().isWanted()) {
                waiter.request.callbacks().onEnded();
                all.remove();
            } else if (decided.size() >= atOnce || hasNoRoom(waiter.request)) {
                waiter.tell(ahead++, waiter.message);
            } else {
                Verdict verdict = features.decide(waiter.request.profile(), waiter.request.isReturn());
                if (verdict instanceof Verdict.Wait wait) {
                    waiter.tell(ahead++, wait.message());
                } else {
                    waiter.verdict = verdict;
                    decided.add(waiter);
                    all.remove();
                }
            }
        }
        decided.forEach(
                waiter -> features.guard("letting somebody in", () -> act(waiter.request, waiter.verdict, admit)));
        return decided.size();
    }

    private void refuseAll() {
        List<JoinRequest> all = new ArrayList<>(arrived);
        waiting.forEach(waiter -> all.add(waiter.request));
        arrived.clear();
        waiting.clear();
        all.forEach(request -> refuse(request, RefusalCode.REFUSAL_CODE_DRAINING, "The server is restarting."));
    }

    private void refuse(JoinRequest request, RefusalCode code, String message) {
        mailRefusal(request, code, RefusalRules.refusal(code, message).toByteString());
    }

    private void refuse(JoinRequest request, Verdict.Refuse verdict) {
        Refusal.Builder refusal = Refusal.newBuilder().setCode(verdict.code()).setMessage(verdict.message());
        if (verdict.retryAfterMs() != ActionOutcome.NO_RETRY) {
            refusal.setRetryAfterMs(verdict.retryAfterMs());
        }
        ByteString bytes =
                ServerMessage.newBuilder().setRefusal(refusal).build().toByteString();
        mailRefusal(request, verdict.code(), bytes);
    }

    private void mailRefusal(JoinRequest request, RefusalCode code, ByteString bytes) {
        state.interest().mail(new Mail.Refused(request.recipient(), code, bytes));
        request.callbacks().onEnded();
    }

    /** Somebody who waits. */
    private final class Waiter {
        private final JoinRequest request;
        private int told = -1;
        private String message = "";
        private Verdict verdict = Verdict.ADMIT;

        Waiter(JoinRequest request) {
            this.request = request;
        }

        void tell(int ahead, String why) {
            if (ahead != told || !why.equals(message)) {
                told = ahead;
                message = why;
                Waiting place =
                        Waiting.newBuilder().setAhead(ahead).setMessage(why).build();
                ByteString bytes =
                        ServerMessage.newBuilder().setWaiting(place).build().toByteString();
                state.interest().mail(new Mail.Waiting(request.recipient(), bytes));
            }
        }
    }
}
