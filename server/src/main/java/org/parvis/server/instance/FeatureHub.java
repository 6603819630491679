package org.parvis.server.instance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.Action;
import org.parvis.world.FixtureKind;
import org.parvis.world.Zone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What features have registered, and the calls to them. A feature that fails is logged and counted; the tick goes on.
 * Tick thread only.
 */
final class FeatureHub implements ZoneWatch.Events {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureHub.class);

    private final Map<Action.KindCase, Seam.ActionHandler> actions = new EnumMap<>(Action.KindCase.class);
    private final Map<FixtureKind, Seam.FixtureHandler> fixtures = new HashMap<>();
    private final List<Seam.PresenceListener> presence = new ArrayList<>();
    private final List<Seam.ZoneListener> zones = new ArrayList<>();
    private final List<Seam.StepListener> steps = new ArrayList<>();
    private final Map<String, List<Seam.RelayListener>> relayed = new HashMap<>();
    private final Runnable countFault;

    FeatureHub(Runnable countFault) {
        this.countFault = countFault;
    }

    void addAction(Action.KindCase kind, Seam.ActionHandler handler) {
        if (actions.putIfAbsent(kind, handler) != null) {
            throw new IllegalStateException("Two features want to handle actions of kind " + kind);
        }
    }

    void addFixture(FixtureKind kind, Seam.FixtureHandler handler) {
        if (fixtures.putIfAbsent(kind, handler) != null) {
            throw new IllegalStateException("Two features want to handle fixtures of kind " + kind.label());
        }
    }

    void addPresence(Seam.PresenceListener listener) {
        presence.add(listener);
    }

    void addZone(Seam.ZoneListener listener) {
        zones.add(listener);
    }

    void addStep(Seam.StepListener listener) {
        steps.add(listener);
    }

    void addRelayed(String topic, Seam.RelayListener listener) {
        relayed.computeIfAbsent(topic, t -> new ArrayList<>()).add(listener);
    }

    Seam.@Nullable ActionHandler action(Action.KindCase kind) {
        return actions.get(kind);
    }

    Seam.@Nullable FixtureHandler fixture(FixtureKind kind) {
        return fixtures.get(kind);
    }

    void joined(int avatar) {
        for (Seam.PresenceListener listener : presence) {
            guard(() -> listener.onJoined(avatar));
        }
    }

    void returned(int avatar) {
        for (Seam.PresenceListener listener : presence) {
            guard(() -> listener.onReturned(avatar));
        }
    }

    void left(int avatar) {
        for (Seam.PresenceListener listener : presence) {
            guard(() -> listener.onLeft(avatar));
        }
    }

    void stepped(int avatar) {
        for (Seam.StepListener listener : steps) {
            guard(() -> listener.onStep(avatar));
        }
    }

    void relayed(String topic, byte[] payload) {
        for (Seam.RelayListener listener : relayed.getOrDefault(topic, List.of())) {
            guard(() -> listener.onRelayed(payload));
        }
    }

    @Override
    public void onEntered(int avatar, Zone zone) {
        for (Seam.ZoneListener listener : zones) {
            guard(() -> listener.onEntered(avatar, zone));
        }
    }

    @Override
    public void onExited(int avatar, Zone zone) {
        for (Seam.ZoneListener listener : zones) {
            guard(() -> listener.onExited(avatar, zone));
        }
    }

    /** Runs a part of a feature; false when it failed. */
    boolean guard(Runnable part) {
        try {
            part.run();
            return true;
        } catch (RuntimeException e) {
            countFault.run();
            LOG.error("A feature failed; the instance goes on", e);
            return false;
        }
    }
}
