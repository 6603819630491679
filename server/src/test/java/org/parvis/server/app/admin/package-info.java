/** Tests of the room of the same name. */
@NullMarked
package org.parvis.server.app.admin;

import org.jspecify.annotations.NullMarked;
