/** Scenarios: what crowds do, in files that people read and write. Immutable values; any thread. */
@NullMarked
package org.parvis.loadtest.scenario;

import org.jspecify.annotations.NullMarked;
