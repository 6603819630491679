/** Parts that tests of several rooms share: a client's picture of a crowd, small venues, a clock moved by hand. */
@NullMarked
package org.parvis.server.testing;

import org.jspecify.annotations.NullMarked;
