/**
 * Signing in with another party's word: OpenID Connect by the authorization code flow with PKCE, for any provider that
 * publishes its metadata.
 */
@NullMarked
package org.parvis.server.identity.oidc;

import org.jspecify.annotations.NullMarked;
