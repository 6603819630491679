/**
 * The server killed with SIGKILL at random moments while people write, again and again on the same data: whatever it has
 * acknowledged must be there exactly once.
 *
 * <p>{@link org.parvis.server.crash.CrashIT} tells how to run it for longer. Clients know the server by its HTTP API only;
 * what they were told is kept in {@link org.parvis.server.crash.Records} and compared with the database at the end.
 */
@NullMarked
package org.parvis.server.crash;

import org.jspecify.annotations.NullMarked;
