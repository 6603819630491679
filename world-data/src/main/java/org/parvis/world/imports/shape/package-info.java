/** Clean areas, faces and triangles of whatever outlines data holds. */
@NullMarked
package org.parvis.world.imports.shape;

import org.jspecify.annotations.NullMarked;
