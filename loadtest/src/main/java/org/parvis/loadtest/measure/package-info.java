/** What a run measures, recorded without allocation while it runs. */
@NullMarked
package org.parvis.loadtest.measure;

import org.jspecify.annotations.NullMarked;
