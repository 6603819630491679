/** Tests of connections, byte by byte. */
@NullMarked
package org.parvis.loadtest.client;

import org.jspecify.annotations.NullMarked;
