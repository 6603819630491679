/** Where people can walk, and how they do: random walks and recorded crowds. Event loop only unless said otherwise. */
@NullMarked
package org.parvis.loadtest.motion;

import org.jspecify.annotations.NullMarked;
