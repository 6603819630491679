/** People as stored: what they call themselves, how they look, and all that is kept about them. */
@NullMarked
package org.parvis.server.identity.people;

import org.jspecify.annotations.NullMarked;
