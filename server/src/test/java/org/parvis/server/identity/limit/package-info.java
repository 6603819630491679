/** Tests of the room of the same name. */
@NullMarked
package org.parvis.server.identity.limit;

import org.jspecify.annotations.NullMarked;
