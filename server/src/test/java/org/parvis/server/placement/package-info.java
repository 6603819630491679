@NullMarked
package org.parvis.server.placement;

import org.jspecify.annotations.NullMarked;
