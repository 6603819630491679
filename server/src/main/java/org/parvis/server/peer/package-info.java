/**
 * Who is at the other end: addresses, the networks they belong to, what a trusted proxy says of those behind it, and how
 * much one address may do.
 */
@NullMarked
package org.parvis.server.peer;

import org.jspecify.annotations.NullMarked;
