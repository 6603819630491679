/**
 * The rule of who may see whom: layers for whole classes of bodies, exceptions for pairs. Immutable values that any
 * thread may read, and the tick thread's register of those in use.
 */
@NullMarked
package org.parvis.server.interest.sight;

import org.jspecify.annotations.NullMarked;
