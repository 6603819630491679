/** Tells whether one run is better or worse than another, or whether that is noise. */
@NullMarked
package org.parvis.loadtest.compare;

import org.jspecify.annotations.NullMarked;
