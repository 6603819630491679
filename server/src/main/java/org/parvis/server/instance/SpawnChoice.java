package org.parvis.server.instance;

import java.util.List;
import org.parvis.server.interest.cells.Bodies;
import org.parvis.world.Spawn;

/**
 * Which spawn a newcomer gets: the one with most people in hearing distance, so that people meet, until there is company
 * enough; then the next. Where company is everywhere, spawns are used in turn.
 *
 * <p>People are counted once a second at most, since hundreds may come in one. Tick thread only.
 */
final class SpawnChoice {
    /** So many in hearing distance are company enough: more would not be met sooner. */
    static final int COMPANY = 40;

    private static final long COUNTED_EVERY_MS = 1_000;

    private final TickState state;
    private final List<Spawn> spawns;
    private final int[] company;
    private long countedMs = Long.MIN_VALUE;
    private int turn;

    SpawnChoice(TickState state) {
        this.state = state;
        spawns = state.venue().spawns();
        company = new int[spawns.size()];
    }

    /** The spawn for the next newcomer; there must be one. */
    Spawn next() {
        if (countedMs == Long.MIN_VALUE || state.timeMs() - countedMs >= COUNTED_EVERY_MS) {
            countedMs = state.timeMs();
            count();
        }
        int best = -1;
        for (int i = 0; i < company.length; i++) {
            if (company[i] < COMPANY && (best < 0 || company[i] > company[best])) {
                best = i;
            }
        }
        int chosen = best < 0 ? turn++ % company.length : best;
        company[chosen]++;
        return spawns.get(chosen);
    }

    private void count() {
        Population population = state.population();
        Bodies bodies = state.bodies();
        double hearingM = state.config().hearingM();
        for (int i = 0; i < company.length; i++) {
            Spawn spawn = spawns.get(i);
            int near = 0;
            for (int p = 0; p < population.size(); p++) {
                int avatar = population.number(p);
                double dx = bodies.xM(avatar) - spawn.x();
                double dz = bodies.zM(avatar) - spawn.z();
                if (bodies.floor(avatar) == spawn.floorIndex() && dx * dx + dz * dz <= hearingM * hearingM) {
                    near++;
                }
            }
            company[i] = near;
        }
    }
}
