@NullMarked
package org.parvis.loadtest;

import org.jspecify.annotations.NullMarked;
