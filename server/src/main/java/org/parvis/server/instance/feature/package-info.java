/**
 * The seam: all that a feature sees of an instance. Features import this package and nothing else of the instance.
 */
@NullMarked
package org.parvis.server.instance.feature;

import org.jspecify.annotations.NullMarked;
