package org.parvis.server.instance;

import com.google.protobuf.ByteString;
import org.parvis.protocol.quantise.Quantise;
import org.parvis.protocol.v1.Grid;
import org.parvis.protocol.v1.Limits;
import org.parvis.protocol.v1.Place;
import org.parvis.protocol.v1.ServerMessage;
import org.parvis.protocol.v1.VenueReference;
import org.parvis.protocol.v1.Welcome;
import org.parvis.server.instance.motion.Fixtures;
import org.parvis.server.instance.motion.MovementWorld;
import org.parvis.server.instance.people.JoinRequest;
import org.parvis.server.instance.people.SessionVisitor;
import org.parvis.server.instance.tick.InstanceConfig;
import org.parvis.server.instance.tick.InstanceTime;
import org.parvis.server.instance.tick.TickState;
import org.parvis.server.text.ChatRule;
import org.parvis.world.LocalText;
import org.parvis.world.bundle.LoadedVenue;

/** Writes welcomes. Tick thread only. */
final class Welcomes {
    private final LoadedVenue loaded;
    private final String instanceId;
    private final TickState state;
    private final InstanceTime time;
    private final Grid grid;

    Welcomes(LoadedVenue loaded, String instanceId, TickState state, InstanceTime time) {
        this.loaded = loaded;
        this.instanceId = instanceId;
        this.state = state;
        this.time = time;
        grid = state.cells().grid().toMessage();
    }

    ByteString welcome(SessionVisitor visitor, Place place, ByteString resumeToken, boolean resumed) {
        JoinRequest request = visitor.request();
        Welcome.Builder welcome = Welcome.newBuilder()
                .setSessionId(visitor.sessionId())
                .setAvatar(visitor.avatar())
                .setResumeToken(resumeToken)
                .setResumeWindowMs(request.resumeWindowMs())
                .setResumed(resumed)
                .setInstanceId(instanceId)
                .setVenue(reference(request))
                .setGrid(grid)
                .setTickRateHz(state.config().tickRateHz())
                .setTimeMs(time.nowMs())
                .setEpochUtcMs(time.epochUtcMs())
                .setSpectator(visitor.isSpectator())
                .setPlace(place)
                .addAllRoles(visitor.profile().roles())
                .setLimits(limits(request.limits()))
                .setName(visitor.name())
                .setLook(visitor.profile().look())
                .setLastActionId(visitor.replies().highest());
        return ServerMessage.newBuilder().setWelcome(welcome).build().toByteString();
    }

    private VenueReference reference(JoinRequest request) {
        String id = loaded.venue().id();
        return VenueReference.newBuilder()
                .setId(id)
                .setTitle(title(request))
                .setHash(loaded.hash())
                .setBasePath("/v1/venues/" + id + "/" + loaded.hash() + "/")
                .build();
    }

    private String title(JoinRequest request) {
        LocalText title = loaded.venue().title();
        for (String language : request.profile().languages()) {
            String known = title.byLanguage().get(language);
            if (known != null) {
                return known;
            }
        }
        return title.in("en");
    }

    private Limits limits(Limits ofGateway) {
        InstanceConfig config = state.config();
        return ofGateway.toBuilder()
                .setWalkSpeedCmS(Quantise.metresToCentimetres(config.walkMps()))
                .setRunSpeedCmS(Quantise.metresToCentimetres(config.runMps()))
                .setHearingRadiusCm(Quantise.metresToCentimetres(config.hearingM()))
                .setViewerBodies(config.interest().viewerBodies())
                .setChatCodePoints(ChatRule.MAX_CODE_POINTS)
                .setFixtureReachCm(Quantise.metresToCentimetres(Fixtures.REACH_M))
                .setBodyRadiusCm(Quantise.metresToCentimetres(MovementWorld.BODY_RADIUS_M))
                .build();
    }
}
