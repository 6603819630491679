/** Figures of a run while it is on, for programs that watch it. */
@NullMarked
package org.parvis.loadtest.live;

import org.jspecify.annotations.NullMarked;
