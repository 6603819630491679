/** Benches to sit on. Uses nothing but the seam of instances. */
@NullMarked
package org.parvis.server.bench;

import org.jspecify.annotations.NullMarked;
