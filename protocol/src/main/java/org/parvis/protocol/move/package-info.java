/**
 * The hot client message, read and written without objects: the server decodes twenty moves a second of everybody,
 * a load tester encodes as many.
 */
@NullMarked
package org.parvis.protocol.move;

import org.jspecify.annotations.NullMarked;
