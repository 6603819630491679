/** Facts about the venue commands. */
@NullMarked
package org.parvis.server.app.venue;

import org.jspecify.annotations.NullMarked;
