/** Tests of the data commands. */
@NullMarked
package org.parvis.server.app.data;

import org.jspecify.annotations.NullMarked;
