/** People who join, walk and leave: schedules and motions. Event loop only unless said otherwise. */
@NullMarked
package org.parvis.loadtest.crowd;

import org.jspecify.annotations.NullMarked;
