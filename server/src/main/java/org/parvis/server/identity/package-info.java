/**
 * Who somebody is and what they may do: guests and accounts, the proofs by which they come back, tokens, staff roles
 * with their scopes, bans, and how the end of any of these reaches those who are connected.
 *
 * <p>This package holds the words and the seams; the packages below it do the work. All of it stands on {@code store}
 * alone and knows neither HTTP nor instances: {@code api} answers requests with it, {@code gateway} admits players by it.
 */
@NullMarked
package org.parvis.server.identity;

import org.jspecify.annotations.NullMarked;
