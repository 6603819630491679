/**
 * How a feature joins the server: {@link org.parvis.server.feature.FeatureModule} names all that it brings. Each feature
 * is a folder below this one; {@code docs/architecture.md} walks through an example.
 */
@NullMarked
package org.parvis.server.feature;

import org.jspecify.annotations.NullMarked;
