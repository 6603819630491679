/**
 * The packed records of the hot lane: poses, states and departures of a cell, and the frames that carry them. The
 * writers run on tick threads and allocate nothing once warm; the readers take bytes from anybody and either
 * understand them or throw a {@link org.parvis.protocol.WireException}.
 */
@NullMarked
package org.parvis.protocol.pose;

import org.jspecify.annotations.NullMarked;
