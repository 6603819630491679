/**
 * The HTTP API of identity and the store; features bring endpoints of their own. Reads a request, asks the room it is about inside one transaction, and words the answer. Rules of people,
 * roles and bans are below; nothing here decides anything but form. {@code docs/api/openapi.yaml} is its contract.
 */
@NullMarked
package org.parvis.server.api;

import org.jspecify.annotations.NullMarked;
