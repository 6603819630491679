/**
 * From a tick to the frames of its viewers: cells are encoded once into a block of bytes, handed to each event loop with
 * the tick's mail, and copied together there into frames.
 *
 * <p>Threads: {@link org.parvis.server.interest.fanout.CellEncoder} and {@link
 * org.parvis.server.interest.fanout.Deliveries} belong to the tick thread. {@link
 * org.parvis.server.interest.fanout.TickBytes} is never written after it was handed over, until everybody has released
 * it. {@link org.parvis.server.interest.fanout.FrameAssembler} and {@link org.parvis.server.interest.fanout.View} belong
 * to one event loop.
 */
@NullMarked
package org.parvis.server.interest.fanout;

import org.jspecify.annotations.NullMarked;
