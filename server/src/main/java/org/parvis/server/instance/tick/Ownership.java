package org.parvis.server.instance.tick;

import org.jspecify.annotations.Nullable;

/**
 * Which thread owns an instance. Mutators ask first, so that a slip between threads fails where it happens and not
 * somewhere else a day later.
 */
public final class Ownership {
    private volatile @Nullable Thread owner;

    /** Makes the calling thread the owner, for life. */
    public void claim() {
        Thread claimed = owner;
        if (claimed != null && claimed != Thread.currentThread()) {
            throw violation(claimed);
        }
        owner = Thread.currentThread();
    }

    /** Ends the ownership of the calling thread, which ends; whoever reads what it left behind may do so then. */
    public void release() {
        check();
        owner = null;
    }

    /** Throws unless the calling thread is the owner, or nobody is yet. */
    public void check() {
        Thread claimed = owner;
        if (claimed != null && claimed != Thread.currentThread()) {
            throw violation(claimed);
        }
    }

    private static IllegalStateException violation(Thread owner) {
        return new IllegalStateException("Thread " + Thread.currentThread().getName()
                + " touched an instance that thread " + owner.getName()
                + " owns: send a command through the instance's Mailbox instead");
    }
}
