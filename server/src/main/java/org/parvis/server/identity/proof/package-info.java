/** What an account may show on another device, or when its tokens are gone: recovery codes and device keys. */
@NullMarked
package org.parvis.server.identity.proof;

import org.jspecify.annotations.NullMarked;
