/** Facts about warnings. */
@NullMarked
package org.parvis.world.check;

import org.jspecify.annotations.NullMarked;
