/**
 * Messages that leave a transaction: written with what they tell of, delivered after its commit at least once, each to
 * every target that wants it, until it is taken or given up.
 */
@NullMarked
package org.parvis.server.store.outbox;

import org.jspecify.annotations.NullMarked;
