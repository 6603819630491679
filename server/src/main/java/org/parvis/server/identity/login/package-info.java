/** Logins: access tokens for minutes, refresh tokens for months, and what ends them. */
@NullMarked
package org.parvis.server.identity.login;

import org.jspecify.annotations.NullMarked;
