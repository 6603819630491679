package org.parvis.loadtest;

/** This machine, or this process, cannot do what is asked; the message says what to change. */
final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
        super(message);
    }
}
