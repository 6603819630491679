package org.parvis.server.instance.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Action;
import org.parvis.protocol.v1.ActionCode;
import org.parvis.protocol.v1.RefusalCode;
import org.parvis.server.instance.people.Profile;
import org.parvis.world.FixtureKind;
import org.parvis.world.Zone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What features have registered, and the calls to them. A feature that fails is logged and counted; the tick goes on.
 * Tick thread only.
 */
public final class FeatureHub implements Places.ZoneListener {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureHub.class);
    private static final ActionOutcome UNKNOWN =
            ActionOutcome.refused(ActionCode.ACTION_CODE_INVALID, "This server does not know that action.");

    private static final int FAILED_RETRY_MS = 5_000;
    private static final AdmissionRule.Verdict FAILED = new AdmissionRule.Verdict.Refuse(
            RefusalCode.REFUSAL_CODE_UNAVAILABLE, FAILED_RETRY_MS, "Who may come in cannot be told at the moment.");

    private static final ActionOutcome NO_BODY = ActionOutcome.refused(
            ActionCode.ACTION_CODE_FORBIDDEN, "You look on without a body; come in with one to do that.");

    private final Map<String, Seam.ActionHandler> actions = new HashMap<>();
    private final List<ActionGuard> guards = new ArrayList<>();
    private final List<AdmissionRule> admission = new ArrayList<>();
    private final Map<FixtureKind, Places.FixtureHandler> fixtures = new HashMap<>();
    private final List<People.PresenceListener> presence = new ArrayList<>();
    private final List<Places.ZoneListener> zones = new ArrayList<>();
    private final List<Places.StepListener> steps = new ArrayList<>();
    private final Map<String, List<Messages.RelayListener>> relayed = new HashMap<>();
    private final Runnable countFault;

    /**
     * Makes an empty one.
     *
     * @param countFault called for each failure of a feature
     */
    public FeatureHub(Runnable countFault) {
        this.countFault = countFault;
    }

    /** Name of the kind of an action: that of the schema's field, or the feature's own. */
    public static String kind(Action action) {
        return action.hasFeature() ? action.getFeature().getKind() : name(action.getKindCase());
    }

    static String name(Action.KindCase kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Registers the handler of a kind of actions. */
    public void addAction(String kind, Seam.ActionHandler handler) {
        if (actions.putIfAbsent(kind, handler) != null) {
            throw new IllegalStateException("Two features want to handle actions of kind " + kind);
        }
    }

    /** Registers the handler of a kind of actions of the schema. */
    public void addAction(Action.KindCase kind, Seam.ActionHandler handler) {
        addAction(name(kind), handler);
    }

    /** Registers a guard. */
    public void addGuard(ActionGuard guard) {
        guards.add(guard);
    }

    /** Registers a rule of admission. */
    public void addAdmission(AdmissionRule rule) {
        admission.add(rule);
    }

    /** Registers the handler of a kind of fixtures. */
    public void addFixture(FixtureKind kind, Places.FixtureHandler handler) {
        if (fixtures.putIfAbsent(kind, handler) != null) {
            throw new IllegalStateException("Two features want to handle fixtures of kind " + kind.label());
        }
    }

    /** Registers a listener. */
    public void addPresence(People.PresenceListener listener) {
        presence.add(listener);
    }

    /** Registers a listener. */
    public void addZone(Places.ZoneListener listener) {
        zones.add(listener);
    }

    /** Registers a listener. */
    public void addStep(Places.StepListener listener) {
        steps.add(listener);
    }

    /** Registers a listener. */
    public void addRelayed(String topic, Messages.RelayListener listener) {
        relayed.computeIfAbsent(topic, t -> new ArrayList<>()).add(listener);
    }

    /** The handler of a kind of fixtures; null for none. */
    public Places.@Nullable FixtureHandler fixture(FixtureKind kind) {
        return fixtures.get(kind);
    }

    /** Has an action done; answers it by itself when nobody knows it, a guard objects, or the handler fails. */
    public void act(ActionCall call) {
        String kind = kind(call.action());
        Seam.ActionHandler handler = actions.get(kind);
        boolean isDone = guard("handling " + kind, () -> {
            ActionOutcome refusal = handler == null ? UNKNOWN : objection(call, kind, handler);
            if (refusal != null || handler == null) {
                call.reply(refusal == null ? UNKNOWN : refusal);
            } else {
                handler.onAction(call);
            }
        });
        if (!isDone && !call.isAnswered()) {
            call.reply(ActionOutcome.internal());
        }
    }

    private @Nullable ActionOutcome objection(ActionCall call, String kind, Seam.ActionHandler handler) {
        if (call.visitor().isSpectator() && !handler.isForSpectators()) {
            return NO_BODY;
        }
        for (ActionGuard guard : guards) {
            ActionOutcome objection = guard.objection(call, kind);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    /** What the rules of admission say of somebody; a rule that fails lets nobody in. */
    public AdmissionRule.Verdict decide(Profile profile, boolean isReturn) {
        for (AdmissionRule rule : admission) {
            AdmissionRule.Verdict[] verdict = {FAILED};
            guard("deciding who comes in", () -> verdict[0] = rule.decide(profile, isReturn));
            if (!(verdict[0] instanceof AdmissionRule.Verdict.Admit)) {
                return verdict[0];
            }
        }
        return AdmissionRule.Verdict.ADMIT;
    }

    /** Tells that somebody came. */
    public void joined(int avatar) {
        for (People.PresenceListener listener : presence) {
            guard("hearing of a newcomer", () -> listener.onJoined(avatar));
        }
    }

    /** Tells that somebody is back. */
    public void returned(int avatar) {
        for (People.PresenceListener listener : presence) {
            guard("hearing of a return", () -> listener.onReturned(avatar));
        }
    }

    /** Tells that somebody leaves. */
    public void left(int avatar) {
        for (People.PresenceListener listener : presence) {
            guard("hearing of a leave", () -> listener.onLeft(avatar));
        }
    }

    /** Tells of a first step. */
    public void stepped(int avatar) {
        for (Places.StepListener listener : steps) {
            guard("hearing of a step", () -> listener.onStep(avatar));
        }
    }

    /** Tells of another mirror. */
    public void relayed(String topic, byte[] payload) {
        for (Messages.RelayListener listener : relayed.getOrDefault(topic, List.of())) {
            guard("hearing from another mirror", () -> listener.onRelayed(payload));
        }
    }

    @Override
    public void onEntered(int avatar, Zone zone) {
        for (Places.ZoneListener listener : zones) {
            guard("hearing of a zone", () -> listener.onEntered(avatar, zone));
        }
    }

    @Override
    public void onExited(int avatar, Zone zone) {
        for (Places.ZoneListener listener : zones) {
            guard("hearing of a zone", () -> listener.onExited(avatar, zone));
        }
    }

    /**
     * Runs a part of a feature.
     *
     * @param doing what it does, for the log: "handling chat"
     * @return false when it failed
     */
    public boolean guard(String doing, Runnable part) {
        try {
            part.run();
            return true;
        } catch (RuntimeException e) {
            countFault.run();
            LOG.error("A feature failed at {}; the instance goes on", doing, e);
            return false;
        }
    }
}
