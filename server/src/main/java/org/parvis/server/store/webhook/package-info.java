/**
 * Webhooks by the <a href="https://www.standardwebhooks.com">Standard Webhooks</a> specification: signed, retried for
 * more than a day, never sent into private networks unless the operator allows it.
 */
@NullMarked
package org.parvis.server.store.webhook;

import org.jspecify.annotations.NullMarked;
