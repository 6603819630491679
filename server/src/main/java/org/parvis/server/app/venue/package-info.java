/** The {@code venue} commands: turning data into venue bundles, checking them, and telling what is in them. */
@NullMarked
package org.parvis.server.app.venue;

import org.jspecify.annotations.NullMarked;
