/** One simulated person's connection: handshake, frames, nothing else. Event loop only. */
@NullMarked
package org.parvis.loadtest.client;

import org.jspecify.annotations.NullMarked;
