/** The golden vectors: what writes them and what holds the code to them. */
@NullMarked
package org.parvis.protocol.vectors;

import org.jspecify.annotations.NullMarked;
