/** The way into a venue: tickets given to those who are signed in, taken from those who join. */
@NullMarked
package org.parvis.server.identity.admission;

import org.jspecify.annotations.NullMarked;
