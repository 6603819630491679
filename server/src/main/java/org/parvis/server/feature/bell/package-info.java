/** Bells to ring, heard by everybody in the instance and its mirrors. Uses nothing but the seam of instances. */
@NullMarked
package org.parvis.server.feature.bell;

import org.jspecify.annotations.NullMarked;
