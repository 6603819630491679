/** The {@code data} commands: back up, restore and look into the database. */
@NullMarked
package org.parvis.server.app.data;

import org.jspecify.annotations.NullMarked;
