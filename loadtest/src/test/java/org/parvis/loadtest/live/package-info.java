@NullMarked
package org.parvis.loadtest.live;

import org.jspecify.annotations.NullMarked;
