/**
 * Which instance of a venue somebody enters, and when a further one opens or closes.
 *
 * <p>What is said here is ids, numbers and futures, so that the deciding can move to another process.
 */
@NullMarked
package org.parvis.server.placement;

import org.jspecify.annotations.NullMarked;
