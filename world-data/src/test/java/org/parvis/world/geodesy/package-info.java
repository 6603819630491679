/** Facts about geodesy. */
@NullMarked
package org.parvis.world.geodesy;

import org.jspecify.annotations.NullMarked;
