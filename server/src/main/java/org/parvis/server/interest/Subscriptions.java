package org.parvis.server.interest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.parvis.server.interest.cells.IntBag;

/**
 * All viewers of an instance by number: those with a body have its number, those without have numbers above all bodies'.
 * Tick thread only.
 */
final class Subscriptions {
    private final int bodies;
    private @Nullable Subscription[] byNumber;
    private final IntBag looking = new IntBag(64);

    Subscriptions(int bodies) {
        this.bodies = bodies;
        byNumber = new Subscription[bodies];
    }

    /** A number for a viewer without a body. */
    int freeNumber() {
        int number = bodies;
        while (number < byNumber.length && byNumber[number] != null) {
            number++;
        }
        return number;
    }

    void add(Subscription subscription) {
        int number = subscription.viewer().number();
        if (number >= byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, number + 8);
        }
        byNumber[number] = subscription;
        looking.insertSorted(number);
    }

    void remove(int number) {
        byNumber[number] = null;
        looking.removeSorted(number);
    }

    int size() {
        return looking.size();
    }

    /** One of all, by index below {@link #size}, in the order of numbers. */
    Subscription at(int index) {
        return get(looking.get(index));
    }

    @Nullable
    Subscription find(int number) {
        return number < 0 || number >= byNumber.length ? null : byNumber[number];
    }

    Subscription get(int number) {
        Subscription known = find(number);
        if (known == null) {
            throw new IllegalStateException("No viewer has number " + number);
        }
        return known;
    }

    /** The first number of viewers without a body. */
    int firstWithoutBody() {
        return bodies;
    }
}
