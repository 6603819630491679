/** Identity as a whole: everything below, wired together, and what has to be done now and then. */
@NullMarked
package org.parvis.server.identity.room;

import org.jspecify.annotations.NullMarked;
