/** Points and money: double entry, append-only, whole minor units with a currency. */
@NullMarked
package org.parvis.server.store.ledger;

import org.jspecify.annotations.NullMarked;
