/** The server: one package per room, arrows between them in {@code docs/architecture.md} and in a test. */
@NullMarked
package org.parvis.server;

import org.jspecify.annotations.NullMarked;
