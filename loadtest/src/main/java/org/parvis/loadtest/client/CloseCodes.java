package org.parvis.loadtest.client;

/** Ends of a connection that are no close code of the server. */
public final class CloseCodes {
    /** The connection ended without a close frame. */
    public static final int NONE = 0;

    /** The close frame carried no code; RFC 6455, 7.1.5. */
    public static final int NO_STATUS = 1005;

    /** This side closed. */
    public static final int OWN_WISH = -1;

    /** No connection or an input/output error. */
    public static final int IO_ERROR = -2;

    /** The upgrade was not accepted. */
    public static final int HANDSHAKE_FAILED = -3;

    /** The server's messages could not be understood. */
    public static final int BAD_SERVER_MESSAGE = -4;

    private CloseCodes() {}
}
