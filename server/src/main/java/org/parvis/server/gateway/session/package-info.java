/**
 * Sessions: the protocol on open WebSockets, from Hello to Farewell.
 *
 * <p>One handler per connection checks and decodes what comes in and puts it into the mailbox of an instance; one post
 * per event loop and instance takes a parcel per tick and writes frames and mail. All state of a connection belongs to
 * its event loop; what several loops share (resume tokens, counts per address) is concurrent and bounded.
 */
@NullMarked
package org.parvis.server.gateway.session;

import org.jspecify.annotations.NullMarked;
