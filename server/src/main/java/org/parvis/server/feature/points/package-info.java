/** Points that the staff give. Has a part of the HTTP API and none in instances. */
@NullMarked
package org.parvis.server.feature.points;

import org.jspecify.annotations.NullMarked;
