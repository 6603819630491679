/** From places on Earth to venue metres and back. */
@NullMarked
package org.parvis.world.geodesy;

import org.jspecify.annotations.NullMarked;
