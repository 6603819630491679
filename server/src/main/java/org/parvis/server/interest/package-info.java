/**
 * Who receives what: cells, rings, plans, encoding, fan-out.
 *
 * <p>The idea: changes of a cell are encoded once per ring and tick into one block of bytes, whoever looks. What a
 * viewer gets is then a list of cells (its plan), and building a frame is copying those cells' bytes behind each other.
 * One task per event loop and tick carries the block and the tick's messages to the network side.
 *
 * <p>Threads: {@link org.parvis.server.interest.Interest} and what it owns belong to the tick thread of the instance.
 * {@link org.parvis.server.interest.TickBytes} and {@link org.parvis.server.interest.Plan} are never written after they
 * were handed over. {@link org.parvis.server.interest.FrameAssembler} belongs to one event loop.
 */
@NullMarked
package org.parvis.server.interest;

import org.jspecify.annotations.NullMarked;
