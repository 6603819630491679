/** The API over real HTTP, on real databases. */
@NullMarked
package org.parvis.server.api;

import org.jspecify.annotations.NullMarked;
