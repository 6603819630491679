package org.parvis.server.gateway.session;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.parvis.server.instance.VenueInstance;
import org.parvis.server.interest.fanout.FrameAssembler;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.Parcel;
import org.parvis.server.interest.fanout.Post;
import org.parvis.server.interest.fanout.TickBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what a tick has for the people of one event loop to them. {@link #deliver} is called by the tick thread, all
 * else happens on the event loop.
 */
final class LoopPost implements Post {
    private static final Logger LOG = LoggerFactory.getLogger(LoopPost.class);

    private final EventLoop loop;
    private final FrameAssembler assembler;
    private final List<PlayerLink> links = new ArrayList<>();

    LoopPost(EventLoop loop, VenueInstance instance) {
        this.loop = loop;
        assembler = new FrameAssembler(instance.cells());
    }

    EventLoop loop() {
        return loop;
    }

    @Override
    public void deliver(Parcel parcel) {
        try {
            loop.execute(() -> onParcel(parcel));
        } catch (RejectedExecutionException closing) {
            LOG.debug("An event loop has ended; a parcel is dropped", closing);
            parcel.release();
        }
    }

    private void onParcel(Parcel parcel) {
        try {
            for (Mail mail : parcel.mail()) {
                if (mail.to() instanceof PlayerLink link) {
                    link.onMail(mail);
                }
            }
            if (parcel.isAfterGap()) {
                links.forEach(PlayerLink::missedFrames);
            }
            writeFrames(parcel.bytes());
        } finally {
            parcel.release();
        }
    }

    private void writeFrames(@Nullable TickBytes bytes) {
        long nowNs = System.nanoTime();
        // Backwards, because a link may be closed and taken off the list meanwhile.
        for (int i = links.size() - 1; i >= 0; i--) {
            PlayerLink link = links.get(i);
            if (bytes != null) {
                link.writeFrame(assembler, bytes, nowNs);
            }
            link.flush();
        }
    }

    void add(PlayerLink link) {
        link.index = links.size();
        links.add(link);
    }

    void remove(PlayerLink link) {
        if (link.index < 0) {
            return;
        }
        PlayerLink last = links.remove(links.size() - 1);
        if (last != link) {
            links.set(link.index, last);
            last.index = link.index;
        }
        link.index = -1;
    }
}
