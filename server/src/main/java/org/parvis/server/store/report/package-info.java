/** What is in a database and whether it is sound, for those who run the server. */
@NullMarked
package org.parvis.server.store.report;

import org.jspecify.annotations.NullMarked;
