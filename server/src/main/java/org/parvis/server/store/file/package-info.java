/**
 * The files of a database: who owns them, what is readable in them, and the small file beside them that knows how far
 * the database had come, so that a loss is noticed.
 */
@NullMarked
package org.parvis.server.store.file;

import org.jspecify.annotations.NullMarked;
