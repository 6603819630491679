/** Tests of the store. */
@NullMarked
package org.parvis.server.store.engine;

import org.jspecify.annotations.NullMarked;
