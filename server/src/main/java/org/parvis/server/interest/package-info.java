/**
 * Who receives what.
 *
 * <p>The idea: changes of a cell are encoded once per ring and tick into one block of bytes, whoever looks. What a
 * viewer gets is then a list of cells (its plan), and building a frame is copying those cells' bytes behind each other.
 * One task per event loop and tick carries the block and the tick's messages to the network side.
 *
 * <p>{@link org.parvis.server.interest.Interest} is the whole of it for an instance. Below it, each knowing only those
 * before it: {@code cells} (where bodies are), {@code plan} (which cells a viewer gets), {@code fanout} (bytes, frames,
 * mail). All of it belongs to the tick thread of the instance but what {@code fanout} says of event loops.
 */
@NullMarked
package org.parvis.server.interest;

import org.jspecify.annotations.NullMarked;
