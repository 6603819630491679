/**
 * A feature as an experiment, and the template for others: doors that only their owner opens. All of it on the server is
 * this folder and a line in the list of features; {@code docs/architecture.md} walks through it.
 */
@NullMarked
package org.parvis.server.feature.door;

import org.jspecify.annotations.NullMarked;
