/** Features of GeoJSON: their shapes, names and tags, and what indoor maps say by them. */
@NullMarked
package org.parvis.world.imports.feature;

import org.jspecify.annotations.NullMarked;
