/** The open registry of kinds of zones and fixtures; way in: {@link org.parvis.world.kind.KindRegistry}. */
@NullMarked
package org.parvis.world.kind;

import org.jspecify.annotations.NullMarked;
