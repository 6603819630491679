/** Tests of the files of a database. */
@NullMarked
package org.parvis.server.store.file;

import org.jspecify.annotations.NullMarked;
