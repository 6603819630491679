/** {@code parvis-server admin ...}: roles and the first admin, on the database itself, whether the server runs or not. */
@NullMarked
package org.parvis.server.app.admin;

import org.jspecify.annotations.NullMarked;
