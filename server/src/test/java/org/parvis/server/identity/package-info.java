/** Identity: its rules as plain objects, its work on a real database, its front over HTTP. */
@NullMarked
package org.parvis.server.identity;

import org.jspecify.annotations.NullMarked;
