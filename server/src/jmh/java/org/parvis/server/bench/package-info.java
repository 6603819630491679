/** Benchmarks of what the server does for each person and tick, and the floor it is compared with. */
@org.jspecify.annotations.NullMarked
package org.parvis.server.bench;
