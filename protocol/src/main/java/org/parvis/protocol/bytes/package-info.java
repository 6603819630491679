/**
 * Reading and writing of protobuf's basic encodings on plain byte arrays without allocating: what the readers and
 * writers of hot messages stand on. Nothing here knows a message.
 */
@NullMarked
package org.parvis.protocol.bytes;

import org.jspecify.annotations.NullMarked;
