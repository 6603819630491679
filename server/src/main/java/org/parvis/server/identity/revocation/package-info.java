/** From the transaction that ends something to the sessions that stand on it. */
@NullMarked
package org.parvis.server.identity.revocation;

import org.jspecify.annotations.NullMarked;
