package org.parvis.server.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parvis.server.app.config.Key;
import org.parvis.server.app.config.ServerConfig;
import org.parvis.server.gateway.ConnectionHandlers;
import org.parvis.server.gateway.ConnectionInfo;
import org.parvis.server.gateway.VenueDirectory;
import org.parvis.server.gateway.assets.AssetSource;
import org.parvis.world.bundle.LoadedVenue;

/** The venues this server hosts. Players are turned away until the instances are wired in. */
final class Hosting implements VenueDirectory, ConnectionHandlers {
    private final List<LoadedVenue> loaded;

    Hosting(List<LoadedVenue> loaded) {
        this.loaded = loaded;
    }

    static Hosting open(ServerConfig config, MeterRegistry metrics) throws StartException {
        return new Hosting(VenueLoading.open(config.values(Key.VENUE)));
    }

    Optional<String> notReady() {
        return Optional.empty();
    }

    int population() {
        return 0;
    }

    void drain(long drainMs) {}

    void close() {}

    @Override
    public List<HostedVenue> venues() {
        List<HostedVenue> venues = new ArrayList<>();
        for (LoadedVenue v : loaded) {
            venues.add(
                    new HostedVenue(v.venue().id(), v.venue().title().byLanguage(), v.hash(), 0, 1, venues.isEmpty()));
        }
        return venues;
    }

    @Override
    public Optional<AssetSource> files(String id, String hash) {
        return loaded.stream()
                .filter(v -> v.venue().id().equals(id) && v.hash().equals(hash))
                .map(v -> (AssetSource) new VenueFiles(v.files()))
                .findFirst();
    }

    @Override
    public ChannelHandler newConnection(ConnectionInfo info) {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void handlerAdded(ChannelHandlerContext ctx) {
                ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.TRY_AGAIN_LATER));
            }
        };
    }
}
