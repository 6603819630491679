@NullMarked
package org.parvis.loadtest.crowd;

import org.jspecify.annotations.NullMarked;
