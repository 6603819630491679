/** The load tester's command line. */
@NullMarked
package org.parvis.loadtest;

import org.jspecify.annotations.NullMarked;
