/** The live server as a stranger's program meets it: only sockets, processes and the protocol's own classes. */
@NullMarked
package org.parvis.server.wire;

import org.jspecify.annotations.NullMarked;
