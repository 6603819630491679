/** What people do among themselves: talking to those around, gestures, and reactions. Uses nothing but the seam of instances. */
@NullMarked
package org.parvis.server.feature.social;

import org.jspecify.annotations.NullMarked;
