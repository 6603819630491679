package org.parvis.server.gateway;

import org.junit.jupiter.api.extension.ExtendWith;
import org.parvis.server.testing.OverTls;

/** The same over TLS. */
@ExtendWith(OverTls.class)
final class HttpInputTlsIT extends HttpInputIT {}
