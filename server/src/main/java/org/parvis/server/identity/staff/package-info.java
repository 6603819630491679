/** Staff roles and what they allow, bans, and the first admin. */
@NullMarked
package org.parvis.server.identity.staff;

import org.jspecify.annotations.NullMarked;
