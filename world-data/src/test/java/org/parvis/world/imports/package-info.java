/** Facts about imports. */
@NullMarked
package org.parvis.world.imports;

import org.jspecify.annotations.NullMarked;
