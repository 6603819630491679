package org.parvis.server.http;

/**
 * How much of a peer's input and time the HTTP side accepts.
 *
 * @param maxUriBytes bytes of the request line
 * @param maxHeaderBytes bytes of all header fields together
 * @param maxBodyBytes bytes of a request's body
 * @param requestTimeoutMs from connecting to the last byte of the first request
 * @param keepAliveMs from a reply to the last byte of the next request
 * @param writeStallMs how long a reply may make no progress at all
 * @param pipelinedRequests requests that may wait behind one being answered
 */
public record HttpLimits(
        int maxUriBytes,
        int maxHeaderBytes,
        int maxBodyBytes,
        long requestTimeoutMs,
        long keepAliveMs,
        long writeStallMs,
        int pipelinedRequests) {
    /** What a public server wants: 2 KiB of URI, 8 KiB of header, 64 KiB of body, 10 s for a request. */
    public static final HttpLimits DEFAULT = new HttpLimits(2048, 8192, 65_536, 10_000, 30_000, 30_000, 8);
}
