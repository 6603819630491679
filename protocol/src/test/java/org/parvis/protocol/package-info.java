/** Tests of the schema as a whole and of what its documents say. */
@NullMarked
package org.parvis.protocol;

import org.jspecify.annotations.NullMarked;
