/** Tests of how secrets are kept. */
@NullMarked
package org.parvis.server.identity.secret;

import org.jspecify.annotations.NullMarked;
