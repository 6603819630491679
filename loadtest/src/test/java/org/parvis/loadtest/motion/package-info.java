@NullMarked
package org.parvis.loadtest.motion;

import org.jspecify.annotations.NullMarked;
