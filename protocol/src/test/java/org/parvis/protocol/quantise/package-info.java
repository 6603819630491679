/** Tests of steps, ranges and cell numbers. */
@NullMarked
package org.parvis.protocol.quantise;

import org.jspecify.annotations.NullMarked;
