/** Reading JSON of other people, with a pointer to everything that is wrong. */
@NullMarked
package org.parvis.world.json;

import org.jspecify.annotations.NullMarked;
