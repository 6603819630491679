/** What the server and this machine tell of themselves. */
@NullMarked
package org.parvis.loadtest.watch;

import org.jspecify.annotations.NullMarked;
