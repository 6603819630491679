package org.parvis.server.instance;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parvis.protocol.v1.EmoteKind;
import org.parvis.protocol.v1.Look;
import org.parvis.protocol.v1.Role;
import org.parvis.server.instance.feature.AdmissionRule;
import org.parvis.server.instance.feature.FeatureHub;
import org.parvis.server.instance.feature.People;
import org.parvis.server.instance.feature.Spot;
import org.parvis.server.instance.motion.Motion;
import org.parvis.server.instance.people.Body;
import org.parvis.server.instance.people.Population;
import org.parvis.server.instance.people.SessionVisitor;
import org.parvis.server.instance.people.Visitor;
import org.parvis.server.instance.tick.TickState;

/** Who is in an instance, for features. Tick thread only. */
final class SeamPeople implements People {
    private final TickState state;
    private final Motion motion;
    private final FeatureHub features;

    SeamPeople(TickState state, Motion motion, FeatureHub features) {
        this.state = state;
        this.motion = motion;
        this.features = features;
    }

    private Population owned() {
        state.ownership().check();
        return state.population();
    }

    @Override
    public boolean isHere(int avatar) {
        return owned().body(avatar) != null;
    }

    @Override
    public @Nullable Visitor visitor(int avatar) {
        return owned().visitor(avatar);
    }

    @Override
    public @Nullable Visitor bySession(String sessionId) {
        Population population = owned();
        for (int i = 0; i < population.size(); i++) {
            SessionVisitor visitor = population.visitor(population.number(i));
            if (visitor != null && visitor.sessionId().equals(sessionId)) {
                return visitor;
            }
        }
        for (SessionVisitor spectator : population.spectators()) {
            if (spectator.sessionId().equals(sessionId)) {
                return spectator;
            }
        }
        return null;
    }

    @Override
    public void forEach(Consumer<Visitor> task) {
        Population population = owned();
        for (int i = 0; i < population.size(); i++) {
            SessionVisitor visitor = population.visitor(population.number(i));
            if (visitor != null) {
                task.accept(visitor);
            }
        }
        population.spectators().forEach(task);
    }

    @Override
    public String name(int avatar) {
        Population population = owned();
        Body body = population.body(avatar);
        SessionVisitor visitor = population.visitor(avatar);
        return body != null ? body.name() : visitor == null ? "" : visitor.name();
    }

    @Override
    public int count() {
        return owned().size();
    }

    @Override
    public void onPresence(PresenceListener listener) {
        state.ownership().check();
        features.addPresence(listener);
    }

    @Override
    public void admit(AdmissionRule rule) {
        state.ownership().check();
        features.addAdmission(rule);
    }

    @Override
    public boolean emote(int avatar, EmoteKind kind) {
        if (!isHere(avatar)) {
            return false;
        }
        state.bodies().emote(avatar, kind.getNumber(), state.interest().beat());
        state.interest().changed(avatar);
        return true;
    }

    @Override
    public EmoteKind emote(int avatar) {
        EmoteKind kind = isHere(avatar) ? EmoteKind.forNumber(state.bodies().emote(avatar)) : null;
        return kind == null ? EmoteKind.EMOTE_KIND_UNSPECIFIED : kind;
    }

    @Override
    public boolean wear(int avatar, Look look) {
        Body body = owned().body(avatar);
        if (body == null) {
            return false;
        }
        body.wear(look);
        SessionVisitor visitor = state.visitor(avatar);
        if (visitor != null) {
            visitor.wear(look);
        }
        state.interest().reintroduce(avatar);
        return true;
    }

    @Override
    public boolean spotlight(int avatar, boolean isOn) {
        return isHere(avatar) && state.interest().spotlight(avatar, isOn);
    }

    @Override
    public boolean keepNear(int avatar, int other, boolean isOn) {
        if (owned().visitor(avatar) == null || !isHere(other)) {
            return false;
        }
        state.interest().keepNear(avatar, other, isOn);
        return true;
    }

    @Override
    public int addPuppet(String name, Look look, List<Role> roles, Spot spot) {
        Population population = owned();
        if (spot.floor() < 0 || spot.floor() >= state.maps().size()) {
            throw new IllegalArgumentException("There is no floor " + spot.floor() + " for puppet " + name);
        }
        if (!population.hasRoomForPuppet()) {
            return NO_ROOM;
        }
        int avatar = population.takeNumber(state.timeMs());
        population.addPuppet(Body.puppet(avatar, name, look, roles));
        motion.enterPuppet(avatar, spot);
        return avatar;
    }

    @Override
    public boolean removePuppet(int avatar) {
        Body body = owned().body(avatar);
        if (body == null || !body.isPuppet()) {
            return false;
        }
        motion.leavePuppet(avatar);
        state.population().removePuppet(avatar, state.timeMs());
        return true;
    }
}
