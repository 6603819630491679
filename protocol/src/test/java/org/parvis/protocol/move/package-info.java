/** Tests of the hot client message. */
@NullMarked
package org.parvis.protocol.move;

import org.jspecify.annotations.NullMarked;
