/** TLS on the one port: certificate and key from PEM files, read again when they change; only what is strong today. */
@NullMarked
package org.parvis.server.gateway.tls;

import org.jspecify.annotations.NullMarked;
