/** What lets a session go on after a lost connection or a restart: resume tokens, and the table of stays. */
@NullMarked
package org.parvis.server.gateway.stay;

import org.jspecify.annotations.NullMarked;
