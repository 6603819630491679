@NullMarked
package org.parvis.loadtest.scenario;

import org.jspecify.annotations.NullMarked;
