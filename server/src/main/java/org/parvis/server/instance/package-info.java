/**
 * A running copy of a venue: the tick loop, avatars, movement, zones, links, and the seam for features.
 *
 * <p>One thread owns an instance for life, see {@link org.parvis.server.instance.TickThread}. Other threads reach it
 * through its {@link org.parvis.server.instance.Mailbox} alone: {@code mailbox.move(...)} outside becomes {@code
 * onMove(...)} on the tick thread. No locks here, and no knowledge of any feature by name.
 */
@NullMarked
package org.parvis.server.instance;

import org.jspecify.annotations.NullMarked;
