/** Facts about venues. */
@NullMarked
package org.parvis.world;

import org.jspecify.annotations.NullMarked;
