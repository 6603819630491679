/**
 * Where bodies are and how they get elsewhere: gaits, walls, links, zones, seats, barriers.
 */
@NullMarked
package org.parvis.server.instance.motion;

import org.jspecify.annotations.NullMarked;
