package org.parvis.server.gateway.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.parvis.server.gateway.ConnectionHandlers;
import org.parvis.server.gateway.ConnectionInfo;
import org.parvis.server.gateway.stay.KeptSession;
import org.parvis.server.gateway.stay.PlaceKeeper;
import org.parvis.server.gateway.stay.StayBook;
import org.parvis.server.identity.Presence;
import org.parvis.server.instance.VenueInstances;
import org.parvis.server.instance.feature.Feature;
import org.parvis.server.placement.Placement;

/** Makes the sessions on opened WebSockets. Any thread. */
public final class SessionGateway implements ConnectionHandlers {
    private final SessionHandler.Services services;
    private final PlayerLinks links;
    private final Presence presence;
    private final @Nullable PlaceKeeper places;
    private final FastThreadLocal<MoveInput> moveInputs = new FastThreadLocal<>() {
        @Override
        protected MoveInput initialValue() {
            return new MoveInput(SessionHandler.MESSAGE_BYTES);
        }
    };

    /**
     * Makes a gateway to instances.
     *
     * @param venues where people go
     * @param config how sessions are kept
     * @param registry where it counts
     * @param backing what sessions stand on
     */
    public SessionGateway(Venues venues, SessionConfig config, MeterRegistry registry, Backing backing) {
        Sessions sessions = new Sessions(backing.key());
        SessionMetrics metrics = new SessionMetrics(registry, sessions);
        StayBook book = backing.store() == null
                ? null
                : new StayBook(backing.store(), sessions, backing.utcMs(), config.resumeWindowMs());
        if (book != null) {
            metrics.watch(book);
        }
        places = book == null ? null : new PlaceKeeper(book);
        presence = new LivePresence(sessions);
        Expulsion expulsion = new Expulsion(sessions, book);
        links = new PlayerLinks(config, metrics);
        metrics.watch(links);
        sessions.listener(new SessionListener(book, venues.placement()));
        Joining joining = new Joining(
                new Joining.Parts(venues.instances(), venues.placement(), sessions, expulsion, book, links));
        services = new SessionHandler.Services(
                config,
                metrics,
                new Reception(joining, expulsion, config, backing.admissions()),
                new AddressCounts(config.maxConnectionsPerAddress()),
                session -> {
                    session.detached(backing.utcMs().getAsLong());
                    sessions.changed(session);
                });
        venues.instances().onStopped(links::forget);
        if (backing.revocations() != null) {
            backing.revocations().subscribe(expulsion);
        }
    }

    /**
     * Where people go.
     *
     * @param instances that run in this process
     * @param placement decides to which of them
     */
    public record Venues(VenueInstances instances, Placement placement) {}

    /** Passes on what happens to sessions. */
    private record SessionListener(@Nullable StayBook book, Placement placement) implements Sessions.Listener {
        @Override
        public void onChanged(KeptSession session) {
            if (book != null) {
                book.changed(session);
            }
        }

        @Override
        public void onSettled(Session session) {
            placement.settled(session.instance().id());
        }

        @Override
        public void onEnded(KeptSession session) {
            if (book != null) {
                book.ended(session);
            }
        }
    }

    /**
     * Who is here, for staff.
     *
     * @return tells and removes
     */
    public Presence presence() {
        return presence;
    }

    /**
     * What every instance needs so that places outlive a restart.
     *
     * @return to be installed in each instance; empty without a store
     */
    public Optional<Feature> placeKeeper() {
        return Optional.ofNullable(places);
    }

    /**
     * Notes everybody's last place. Only after the tick threads have ended, and before the store closes.
     *
     * @return when it is noted, or could not be
     */
    public CompletableFuture<Void> noteLastPlaces() {
        return places == null ? CompletableFuture.completedFuture(null) : places.noteAll();
    }

    @Override
    public ChannelHandler newConnection(ConnectionInfo info) {
        return new SessionHandler(services, info.remoteAddress(), moveInputs.get());
    }
}
