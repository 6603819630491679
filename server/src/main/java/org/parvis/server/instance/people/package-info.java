/**
 * Who is in an instance: bodies, the visitors they belong to, and who each visitor is. Tick thread only, except the\n * immutable records.
 */
@NullMarked
package org.parvis.server.instance.people;

import org.jspecify.annotations.NullMarked;
