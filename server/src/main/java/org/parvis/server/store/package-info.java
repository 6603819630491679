/**
 * The database: transactions, migrations, and what every feature that must not lose anything stands on.
 *
 * <p>Work reaches the database only through {@link org.parvis.server.store.Store}, whose own threads own JDBC. Truth is
 * in the database; whatever an instance keeps in memory is a copy.
 */
@NullMarked
package org.parvis.server.store;

import org.jspecify.annotations.NullMarked;
