package org.parvis.server.gateway.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.parvis.server.gateway.ConnectionHandlers;
import org.parvis.server.gateway.ConnectionInfo;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.instance.VenueInstances;
import org.parvis.server.instance.feature.Feature;

/** Makes the sessions on opened WebSockets, and keeps what they share. Any thread. */
public final class SessionGateway implements ConnectionHandlers {
    private final SessionConfig config;
    private final Backing backing;
    private final SessionMetrics metrics;
    private final Reception reception;
    private final @Nullable StayBook book;
    private final @Nullable PlaceKeeper places;
    private final Map<PostKey, LoopPost> posts = new ConcurrentHashMap<>();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final FastThreadLocal<MoveInput> moveInputs = new FastThreadLocal<>() {
        @Override
        protected MoveInput initialValue() {
            return new MoveInput(SessionHandler.MESSAGE_BYTES);
        }
    };

    /**
     * Makes a gateway to instances.
     *
     * @param instances where people go
     * @param config how sessions are kept
     * @param registry where it counts
     * @param backing what sessions stand on
     */
    public SessionGateway(VenueInstances instances, SessionConfig config, MeterRegistry registry, Backing backing) {
        this.config = config;
        this.backing = backing;
        Sessions sessions = new Sessions(backing.key());
        metrics = new SessionMetrics(registry, sessions);
        book = backing.store() == null
                ? null
                : new StayBook(backing.store(), sessions, backing.utcMs(), config.resumeWindowMs());
        places = book == null ? null : new PlaceKeeper(book);
        reception = new Reception(new Seating(instances, sessions, this), config, backing.admissions());
        if (backing.revocations() != null) {
            backing.revocations().subscribe(new Expulsion(sessions));
        }
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
        return new SessionHandler(this, info.remoteAddress(), moveInputs.get());
    }

    /** Counts a connection in; false when its address has too many. Every call wants a {@link #countOut}. */
    boolean countIn(String source) {
        return perAddress.merge(source, 1, Integer::sum) <= config.maxConnectionsPerAddress();
    }

    void countOut(String source) {
        perAddress.computeIfPresent(source, (address, count) -> count == 1 ? null : count - 1);
    }

    LoopPost post(EventLoop loop, VenueInstance instance) {
        return posts.computeIfAbsent(new PostKey(loop, instance), key -> new LoopPost(key.loop(), key.instance()));
    }

    /** Where stays are kept; null without a store. */
    @Nullable
    StayBook book() {
        return book;
    }

    /** A session's connection or token changed. */
    void changed(Session session) {
        if (book != null) {
            book.changed(session);
        }
    }

    /** Somebody's connection is lost. */
    void detached(Session session) {
        session.detached(backing.utcMs().getAsLong());
        changed(session);
    }

    SessionConfig config() {
        return config;
    }

    SessionMetrics metrics() {
        return metrics;
    }

    Reception reception() {
        return reception;
    }

    private record PostKey(EventLoop loop, VenueInstance instance) {}
}
