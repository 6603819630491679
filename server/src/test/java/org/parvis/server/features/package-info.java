/** The small features, each in an instance ticked by hand. */
@NullMarked
package org.parvis.server.features;

import org.jspecify.annotations.NullMarked;
