package org.parvis.server.store.engine;

import org.jspecify.annotations.Nullable;

/** A thread of the store that takes one command after the other out of a lane, until the lane is closed and drained. */
abstract class LaneWorker implements Runnable {
    private static final long LOOK_UP_MS = 200;

    private final Lane lane;

    LaneWorker(Lane lane) {
        this.lane = lane;
    }

    @Override
    public final void run() {
        try {
            while (!lane.isDrained()) {
                Command<?> command = lane.next(LOOK_UP_MS);
                if (command != null && !command.isAnswered()) {
                    serve(command);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            closed();
        }
    }

    Lane lane() {
        return lane;
    }

    /** Serves a command that is not begun, and perhaps others that wait behind it. */
    abstract void serve(Command<?> command);

    /** Nothing comes any more. */
    void closed() {}

    /** The first of the database's words, for a line of the log. */
    static String words(@Nullable Throwable problem) {
        String text = Fault.database(problem).map(Throwable::getMessage).orElse(String.valueOf(problem));
        return text.lines().findFirst().orElse("").strip();
    }
}
