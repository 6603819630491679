/** Tests of comparisons. */
@NullMarked
package org.parvis.loadtest.compare;

import org.jspecify.annotations.NullMarked;
