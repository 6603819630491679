/**
 * What a client may do after a connection has ended: one rule for each close reason and each refusal, said in the
 * messages themselves and, for clients that lost those, in the tables of {@code docs/protocol.md}.
 */
@NullMarked
package org.parvis.protocol.close;

import org.jspecify.annotations.NullMarked;
