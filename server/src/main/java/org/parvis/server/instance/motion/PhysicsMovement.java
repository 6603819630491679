package org.parvis.server.instance.motion;

import java.util.List;
import org.jbox2d.collision.shapes.CircleShape;
import org.jbox2d.collision.shapes.EdgeShape;
import org.jbox2d.collision.shapes.Shape;
import org.jbox2d.common.Vec2;
import org.jbox2d.dynamics.Body;
import org.jbox2d.dynamics.BodyDef;
import org.jbox2d.dynamics.BodyType;
import org.jbox2d.dynamics.FixtureDef;
import org.jbox2d.dynamics.World;
import org.jspecify.annotations.Nullable;
import org.parvis.world.Floor;
import org.parvis.world.spatial.FloorMap;

/**
 * Movement with JBox2D: one physics world per floor, walls as edges, columns and the like as circles, people as circles
 * that do not touch each other.
 *
 * <p>Most people walk in the open. Whoever has a clear straight line to their goal is put there without any physics;
 * only those near an obstacle get a body in the physics world, which is made at the first touch, sleeps between moves, and
 * goes when they have walked in the open for a while.
 *
 * <p>A step of the tick is cut into {@link #SUBSTEPS}, each aimed anew at the goal: the first brings a body to the wall,
 * the next let it slide along. JBox2D's continuous collision keeps bodies from passing walls; since a crossing would put
 * somebody where they must not be, every substep is checked against the floor plan as well and undone when it crossed,
 * or when it squeezed a body into a wedge.
 */
public final class PhysicsMovement implements MovementWorld {
    private static final int SUBSTEPS = 4;
    private static final int VELOCITY_ITERATIONS = 6;
    private static final int POSITION_ITERATIONS = 8;
    private static final int PEOPLE = 0x0002;
    private static final int WALLS = 0x0001;
    /** Bodies in the physics world rest a little off the walls; less than this from one is "near". */
    private static final double NEAR_M = 0.03;

    /**
     * The clearance a body keeps, whatever pushes it. The solver gives way in a narrow wedge between two walls, where
     * each pushes the body into the other; a body that got in would be freed on the wrong side.
     */
    private static final double KEPT_M = BODY_RADIUS_M - 0.1;

    private static final double ARRIVED_M = 1e-4;

    /**
     * Steps in the open after which a body is taken out of the physics world: even sleeping, each costs every step a
     * little, and in the course of an evening nearly everybody touches a wall.
     */
    private static final int FORGOTTEN_AFTER_STEPS = 20;

    private final boolean takesShortCut;
    private final float substepS;
    private final Ground[] grounds;
    private final World[] worlds;
    /** What holds the closed barriers of a floor; null while none is closed. */
    private final @Nullable Body[] barriers;

    private final @Nullable Body[] bodies;
    private final byte[] stepsInTheOpen;
    private final double[] xM;
    private final double[] zM;
    private final double[] goalXM;
    private final double[] goalZM;
    private final int[] floors;
    private int[] aimed = new int[64];
    private int aimedCount;
    private final boolean[] isBusy;
    private final Vec2 vector = new Vec2();

    PhysicsMovement(List<Floor> floors, List<Ground> grounds, int avatars, int tickRateHz) {
        this(tickRateHz, floors, grounds, avatars, true);
    }

    /** Without the short cut everybody is moved by the physics world, as a measure for what the short cut does. */
    public PhysicsMovement(
            List<Floor> floors, List<FloorMap> maps, int avatars, int tickRateHz, boolean takesShortCut) {
        this(tickRateHz, floors, maps.stream().map(Ground::new).toList(), avatars, takesShortCut);
    }

    private PhysicsMovement(
            int tickRateHz, List<Floor> floors, List<Ground> grounds, int avatars, boolean takesShortCut) {
        this.takesShortCut = takesShortCut;
        substepS = 1f / tickRateHz / SUBSTEPS;
        this.grounds = grounds.toArray(Ground[]::new);
        worlds = new World[floors.size()];
        for (int i = 0; i < worlds.length; i++) {
            worlds[i] = world(floors.get(i));
        }
        barriers = new Body[worlds.length];
        isBusy = new boolean[worlds.length];
        bodies = new Body[avatars];
        stepsInTheOpen = new byte[avatars];
        xM = new double[avatars];
        zM = new double[avatars];
        goalXM = new double[avatars];
        goalZM = new double[avatars];
        this.floors = new int[avatars];
    }

    private static World world(Floor floor) {
        World world = new World(new Vec2(0, 0));
        world.setAllowSleep(true);
        world.setContinuousPhysics(true);
        Body ground = world.createBody(new BodyDef());
        addEdges(ground, floor.wallSegments());
        double[] circles = floor.obstacleCircles();
        for (int i = 0; i < circles.length; i += 3) {
            CircleShape circle = new CircleShape();
            circle.m_p.set((float) circles[i], (float) circles[i + 1]);
            circle.m_radius = (float) circles[i + 2];
            ground.createFixture(fixture(circle, WALLS, PEOPLE));
        }
        return world;
    }

    private static void addEdges(Body ground, double[] segments) {
        for (int i = 0; i < segments.length; i += 4) {
            Vec2 start = new Vec2((float) segments[i], (float) segments[i + 1]);
            Vec2 end = new Vec2((float) segments[i + 2], (float) segments[i + 3]);
            if (start.sub(end).lengthSquared() > 1e-6f) {
                EdgeShape edge = new EdgeShape();
                edge.set(start, end);
                ground.createFixture(fixture(edge, WALLS, PEOPLE));
            }
        }
    }

    @Override
    public void close(int floor, double[] segments) {
        grounds[floor].close(segments);
        Body before = barriers[floor];
        if (before != null) {
            worlds[floor].destroyBody(before);
            barriers[floor] = null;
        }
        if (segments.length > 0) {
            Body after = worlds[floor].createBody(new BodyDef());
            addEdges(after, segments);
            barriers[floor] = after;
        }
    }

    private static FixtureDef fixture(Shape shape, int category, int mask) {
        FixtureDef fixture = new FixtureDef();
        fixture.shape = shape;
        fixture.density = 1;
        fixture.friction = 0;
        fixture.restitution = 0;
        fixture.filter.categoryBits = category;
        fixture.filter.maskBits = mask;
        return fixture;
    }

    @Override
    public void place(int avatar, int floor, double atXM, double atZM) {
        if (floors[avatar] != floor) {
            remove(avatar);
        }
        floors[avatar] = floor;
        xM[avatar] = atXM;
        zM[avatar] = atZM;
    }

    @Override
    public void remove(int avatar) {
        Body body = bodies[avatar];
        if (body != null) {
            worlds[floors[avatar]].destroyBody(body);
            bodies[avatar] = null;
        }
    }

    @Override
    public void aim(int avatar, double toXM, double toZM) {
        Ground ground = grounds[floors[avatar]];
        if (takesShortCut && ground.clearLine(xM[avatar], zM[avatar], toXM, toZM, BODY_RADIUS_M + NEAR_M)) {
            xM[avatar] = toXM;
            zM[avatar] = toZM;
            if (bodies[avatar] != null && ++stepsInTheOpen[avatar] >= FORGOTTEN_AFTER_STEPS) {
                remove(avatar);
            }
            return;
        }
        stepsInTheOpen[avatar] = 0;
        goalXM[avatar] = toXM;
        goalZM[avatar] = toZM;
        if (aimedCount == aimed.length) {
            aimed = java.util.Arrays.copyOf(aimed, aimedCount * 2);
        }
        aimed[aimedCount++] = avatar;
    }

    @Override
    public void step() {
        if (aimedCount == 0) {
            return;
        }
        for (int i = 0; i < aimedCount; i++) {
            wake(aimed[i]);
            isBusy[floors[aimed[i]]] = true;
        }
        for (int substep = 0; substep < SUBSTEPS; substep++) {
            for (int i = 0; i < aimedCount; i++) {
                push(aimed[i], SUBSTEPS - substep);
            }
            for (int floor = 0; floor < worlds.length; floor++) {
                if (isBusy[floor]) {
                    worlds[floor].step(substepS, VELOCITY_ITERATIONS, POSITION_ITERATIONS);
                }
            }
            for (int i = 0; i < aimedCount; i++) {
                settle(aimed[i]);
            }
        }
        for (int i = 0; i < aimedCount; i++) {
            rest(aimed[i]);
        }
        aimedCount = 0;
        java.util.Arrays.fill(isBusy, false);
    }

    private void wake(int avatar) {
        Body body = bodies[avatar];
        if (body == null) {
            body = makeBody(avatar);
            bodies[avatar] = body;
        } else if (body.getPosition().x != (float) xM[avatar] || body.getPosition().y != (float) zM[avatar]) {
            moveBody(body, avatar);
        }
        body.setAwake(true);
    }

    private Body makeBody(int avatar) {
        BodyDef definition = new BodyDef();
        definition.type = BodyType.DYNAMIC;
        definition.fixedRotation = true;
        definition.position.set((float) xM[avatar], (float) zM[avatar]);
        CircleShape circle = new CircleShape();
        circle.m_radius = (float) BODY_RADIUS_M;
        Body body = worlds[floors[avatar]].createBody(definition);
        body.createFixture(fixture(circle, PEOPLE, WALLS));
        return body;
    }

    private void moveBody(Body body, int avatar) {
        vector.set((float) xM[avatar], (float) zM[avatar]);
        body.setTransform(vector, 0);
    }

    private void push(int avatar, int substepsLeft) {
        double dx = goalXM[avatar] - xM[avatar];
        double dz = goalZM[avatar] - zM[avatar];
        float perSecond = 1 / (substepsLeft * substepS);
        vector.set((float) dx * perSecond, (float) dz * perSecond);
        if (dx * dx + dz * dz < ARRIVED_M * ARRIVED_M) {
            vector.setZero();
        }
        body(avatar).setLinearVelocity(vector);
    }

    private void settle(int avatar) {
        Body body = body(avatar);
        double toXM = body.getPosition().x;
        double toZM = body.getPosition().y;
        if (hasCrossed(avatar, toXM, toZM) || isSqueezed(avatar, toXM, toZM)) {
            moveBody(body, avatar);
        } else {
            xM[avatar] = toXM;
            zM[avatar] = toZM;
        }
    }

    private boolean hasCrossed(int avatar, double toXM, double toZM) {
        Ground ground = grounds[floors[avatar]];
        return ground.isWalkable(xM[avatar], zM[avatar]) && !ground.clearLine(xM[avatar], zM[avatar], toXM, toZM, 0);
    }

    private boolean isSqueezed(int avatar, double toXM, double toZM) {
        Ground ground = grounds[floors[avatar]];
        return ground.clearanceM(toXM, toZM, KEPT_M) < KEPT_M
                && ground.clearanceM(xM[avatar], zM[avatar], KEPT_M) >= KEPT_M;
    }

    private void rest(int avatar) {
        vector.setZero();
        body(avatar).setLinearVelocity(vector);
        body(avatar).setAwake(false);
    }

    private Body body(int avatar) {
        Body body = bodies[avatar];
        if (body == null) {
            throw new IllegalStateException("Avatar " + avatar + " was aimed and has no body");
        }
        return body;
    }

    @Override
    public double xM(int avatar) {
        return xM[avatar];
    }

    @Override
    public double zM(int avatar) {
        return zM[avatar];
    }
}
