/** What is wrong with a bundle or data file, where, and how to mend it. Stands on nothing else of this module. */
@NullMarked
package org.parvis.world.fault;

import org.jspecify.annotations.NullMarked;
