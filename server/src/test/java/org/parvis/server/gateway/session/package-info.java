/** Sessions over real sockets. */
@NullMarked
package org.parvis.server.gateway.session;

import org.jspecify.annotations.NullMarked;
