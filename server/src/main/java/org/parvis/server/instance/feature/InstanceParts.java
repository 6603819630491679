package org.parvis.server.instance.feature;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A feature whose part in each instance other threads can reach, such as those that serve its endpoints. Any thread;
 * the parts themselves belong to the tick threads of their instances.
 *
 * @param <T> the part
 */
public final class InstanceParts<T> implements Feature {
    private final Function<Seam, T> maker;
    private final Map<Seam, T> running = new ConcurrentHashMap<>();

    /**
     * Makes none yet.
     *
     * @param maker makes the part of an instance, before its first tick, and registers what it wants to hear of
     */
    public InstanceParts(Function<Seam, T> maker) {
        this.maker = maker;
    }

    @Override
    public void install(Seam seam) {
        running.put(seam, maker.apply(seam));
    }

    @Override
    public void uninstall(Seam seam) {
        running.remove(seam);
    }

    /**
     * Has something done in every running instance at its next tick. Does not wait.
     *
     * @return false when too much waits in an instance, which then does not do it; the feature should look by itself
     *     now and then what has changed
     */
    public boolean execute(Consumer<? super T> task) {
        boolean isDoneEverywhere = true;
        for (Map.Entry<Seam, T> one : running.entrySet()) {
            isDoneEverywhere &= one.getKey().later().execute(() -> task.accept(one.getValue()));
        }
        return isDoneEverywhere;
    }
}
