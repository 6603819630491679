/** Tests of frames: hand-written codec against generated classes. */
@NullMarked
package org.parvis.protocol.pose;

import org.jspecify.annotations.NullMarked;
