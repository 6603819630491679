package org.parvis.server.http;

/** Marks a request whose end is in doubt, with the answer it gets. It has no stack trace: strangers cause it. */
final class UnclearFrame extends Exception {
    private static final long serialVersionUID = 1;

    private final transient HttpReply answer;

    UnclearFrame(HttpReply answer) {
        super("unclear frame", null, false, false);
        this.answer = answer;
    }

    HttpReply answer() {
        return answer;
    }
}
