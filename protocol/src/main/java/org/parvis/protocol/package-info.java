/**
 * The wire: what a Parvis server and its clients must agree on. The messages themselves are generated from
 * {@code src/main/proto}; the rooms below hold what the schema cannot say: quantisation, the packed records of a
 * frame, and readers and writers of the two hot messages that allocate nothing. {@code docs/protocol.md} tells the
 * same story for people who write a client in another language.
 */
@NullMarked
package org.parvis.protocol;

import org.jspecify.annotations.NullMarked;
