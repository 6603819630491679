/** Tests of the room of the same name. */
@NullMarked
package org.parvis.server.identity.secret;

import org.jspecify.annotations.NullMarked;
