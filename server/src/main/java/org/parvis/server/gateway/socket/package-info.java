/**
 * WebSocket (RFC 6455) between the handshake and the session: who may open one, how control frames, broken frames and
 * silence are answered, and with which close code.
 */
@NullMarked
package org.parvis.server.gateway.socket;

import org.jspecify.annotations.NullMarked;
