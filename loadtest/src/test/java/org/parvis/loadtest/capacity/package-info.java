/** Tests of the search for the largest crowd. */
@NullMarked
package org.parvis.loadtest.capacity;

import org.jspecify.annotations.NullMarked;
