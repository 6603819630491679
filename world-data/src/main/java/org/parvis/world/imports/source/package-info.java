/** What a data file says: its form, its texts and numbers, and what of it was not used. */
@NullMarked
package org.parvis.world.imports.source;

import org.jspecify.annotations.NullMarked;
