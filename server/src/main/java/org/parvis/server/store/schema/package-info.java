/** The schema of the database and its migrations. */
@NullMarked
package org.parvis.server.store.schema;

import org.jspecify.annotations.NullMarked;
