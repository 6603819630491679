/**
 * The engines behind {@link org.parvis.server.store.Store}: SQLite in the server's own process, and PostgreSQL.
 *
 * <p>Both take commands into bounded lanes, run them on threads of their own, and never let an asker wait longer than
 * its patience. What differs is how a transaction is made: SQLite has one writer that gathers commands into group
 * commits, PostgreSQL a pool of connections and retries.
 */
@NullMarked
package org.parvis.server.store.engine;

import org.jspecify.annotations.NullMarked;
