/** Who did what to whom, when and why: append-only, each record sealed by the hashes of those before it. */
@NullMarked
package org.parvis.server.store.audit;

import org.jspecify.annotations.NullMarked;
