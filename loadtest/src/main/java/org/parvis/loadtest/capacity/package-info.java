/** Finds the largest crowd that holds its limits. */
@NullMarked
package org.parvis.loadtest.capacity;

import org.jspecify.annotations.NullMarked;
