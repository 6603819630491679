/** Tests of the store. */
@NullMarked
package org.parvis.server.store.outbox;

import org.jspecify.annotations.NullMarked;
