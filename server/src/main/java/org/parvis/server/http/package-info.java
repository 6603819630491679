/**
 * HTTP/1.1 as the server needs it: requests in, one reply each, in order; a small router; limits on size and time.
 *
 * <p>It knows nothing of venues or sessions. A second HTTP stack for a few dozen routes would have cost a port and a
 * thread pool, so this one runs on the same event loops as the players' sockets; whatever may take longer than a
 * millisecond answers from elsewhere through a {@link java.util.concurrent.CompletionStage}.
 */
@NullMarked
package org.parvis.server.http;

import org.jspecify.annotations.NullMarked;
