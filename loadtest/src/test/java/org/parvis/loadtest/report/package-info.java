@NullMarked
package org.parvis.loadtest.report;

import org.jspecify.annotations.NullMarked;
