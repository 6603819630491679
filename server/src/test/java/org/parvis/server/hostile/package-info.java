/** Bad input by the hundred thousand against a live server, and what honest people notice of it: nothing. */
@NullMarked
package org.parvis.server.hostile;

import org.jspecify.annotations.NullMarked;
