/** Tests of the room, most of them with an instance ticked by hand. */
@NullMarked
package org.parvis.server.instance;

import org.jspecify.annotations.NullMarked;
