/** Tests of the room of the same name. */
@NullMarked
package org.parvis.server.identity.room;

import org.jspecify.annotations.NullMarked;
