/**
 * What people write for other people: names and chat. One rule for both, by the Unicode version of ICU4J, so that every
 * JDK judges alike. Stateless, any thread.
 */
@NullMarked
package org.parvis.server.text;

import org.jspecify.annotations.NullMarked;
