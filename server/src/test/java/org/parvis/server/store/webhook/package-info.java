/** Tests of the store. */
@NullMarked
package org.parvis.server.store.webhook;

import org.jspecify.annotations.NullMarked;
