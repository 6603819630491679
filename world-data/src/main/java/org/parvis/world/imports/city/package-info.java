/** Objects of city models with their faces. */
@NullMarked
package org.parvis.world.imports.city;

import org.jspecify.annotations.NullMarked;
