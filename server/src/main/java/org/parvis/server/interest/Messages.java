package org.parvis.server.interest;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.server.interest.cells.IntBag;
import org.parvis.server.interest.cells.Neighbours;
import org.parvis.server.interest.fanout.Deliveries;
import org.parvis.server.interest.fanout.Mail;
import org.parvis.server.interest.fanout.MessageClass;

/** Messages to audiences: the bytes are shared, the rule of who may see whom is asked for each viewer. Tick thread only. */
final class Messages {
    private final Bodies bodies;
    private final Subscriptions subscriptions;
    private final Visibility visibility;
    private final Neighbours neighbours;
    private final Deliveries deliveries;
    private final IntBag near = new IntBag(64);

    Messages(Visibility.Parts parts, Visibility visibility, Neighbours neighbours, Deliveries deliveries) {
        bodies = parts.bodies();
        subscriptions = parts.subscriptions();
        this.visibility = visibility;
        this.neighbours = neighbours;
        this.deliveries = deliveries;
    }

    int tell(Audience audience, ByteString bytes, MessageClass kind) {
        if (audience instanceof Audience.Around around) {
            return tellAround(around, bytes, kind);
        }
        int told = 0;
        int of = audience instanceof Audience.WhoMaySee seen ? seen.avatar() : Bodies.NOWHERE;
        if (audience instanceof Audience.Everybody || isHere(of)) {
            for (int i = 0; i < subscriptions.size(); i++) {
                told += tell(subscriptions.at(i), of, bytes, kind);
            }
        }
        return told;
    }

    private int tellAround(Audience.Around around, ByteString bytes, MessageClass kind) {
        int avatar = around.avatar();
        if (!isHere(avatar)) {
            return 0;
        }
        near.clear();
        neighbours.within(bodies.floor(avatar), bodies.xM(avatar), bodies.zM(avatar), around.radiusM(), near);
        int told = 0;
        for (int i = 0; i < near.size(); i++) {
            told += tell(subscriptions.find(near.get(i)), avatar, bytes, kind);
        }
        for (int i = subscriptions.size() - 1; i >= 0; i--) {
            Subscription viewer = subscriptions.at(i);
            if (viewer.viewer().number() < subscriptions.firstWithoutBody()) {
                break;
            }
            told += hears(viewer, around) ? tell(viewer, avatar, bytes, kind) : 0;
        }
        return told;
    }

    /** Whether a viewer without a body is near enough. */
    private boolean hears(Subscription viewer, Audience.Around around) {
        if (viewer.viewpoint() instanceof Viewpoint.Everything) {
            return true;
        }
        viewer.locate(bodies, visibility);
        double dx = viewer.xM() - bodies.xM(around.avatar());
        double dz = viewer.zM() - bodies.zM(around.avatar());
        return viewer.floor() == bodies.floor(around.avatar())
                && dx * dx + dz * dz <= around.radiusM() * around.radiusM();
    }

    private boolean isHere(int avatar) {
        return avatar >= 0 && avatar < bodies.size() && bodies.cell(avatar) != Bodies.NOWHERE;
    }

    private int tell(@Nullable Subscription viewer, int of, ByteString bytes, MessageClass kind) {
        if (viewer == null
                || (of != Bodies.NOWHERE && !visibility.maySee(viewer.viewer().number(), of))) {
            return 0;
        }
        deliveries.mail(new Mail.Message(viewer.viewer().recipient(), bytes, kind));
        return 1;
    }
}
