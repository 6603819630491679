/** Random texts, the keys that sign tokens, and the signing. Knows nothing of people or the database. */
@NullMarked
package org.parvis.server.identity.secret;

import org.jspecify.annotations.NullMarked;
