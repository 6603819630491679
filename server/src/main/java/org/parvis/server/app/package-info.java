/**
 * Where the program begins and ends: command line, configuration, wiring of the rooms, readiness, shutdown.
 *
 * <p>This room alone knows every class. Nothing else reads configuration: each room gets a record, validated and frozen.
 */
@NullMarked
package org.parvis.server.app;

import org.jspecify.annotations.NullMarked;
