/** What a run found, as a table for people and JSON for programs. */
@NullMarked
package org.parvis.loadtest.report;

import org.jspecify.annotations.NullMarked;
