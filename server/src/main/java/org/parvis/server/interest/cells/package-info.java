/**
 * Where bodies are: what there is to see of each, and which cell it is in. Knows nothing of viewers. Tick thread of the
 * instance, except {@link org.parvis.server.interest.cells.CellMap}, which is immutable.
 */
@NullMarked
package org.parvis.server.interest.cells;

import org.jspecify.annotations.NullMarked;
