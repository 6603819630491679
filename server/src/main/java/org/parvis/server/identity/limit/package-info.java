/** How often something may be tried, without letting anybody lock anybody else out. */
@NullMarked
package org.parvis.server.identity.limit;

import org.jspecify.annotations.NullMarked;
