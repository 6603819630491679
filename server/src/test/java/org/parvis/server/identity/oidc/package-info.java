/** Tests of the room of the same name. */
@NullMarked
package org.parvis.server.identity.oidc;

import org.jspecify.annotations.NullMarked;
