@NullMarked
package org.parvis.loadtest.watch;

import org.jspecify.annotations.NullMarked;
