/** What people download, unpacked and started as they would. */
@NullMarked
package org.parvis.dist;

import org.jspecify.annotations.NullMarked;
