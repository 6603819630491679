package org.parvis.server.gateway.session;

import org.junit.jupiter.api.extension.ExtendWith;
import org.parvis.server.testing.OverTls;

/** The same over TLS. */
@ExtendWith(OverTls.class)
final class JoinTlsIT extends JoinIT {}
