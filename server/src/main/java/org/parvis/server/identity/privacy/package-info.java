/** A person's right to know and to be forgotten: one place that has everything told and everything removed. */
@NullMarked
package org.parvis.server.identity.privacy;

import org.jspecify.annotations.NullMarked;
