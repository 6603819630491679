/** Reference systems, and from coordinates of a file to metres of the venue. */
@NullMarked
package org.parvis.world.imports.place;

import org.jspecify.annotations.NullMarked;
