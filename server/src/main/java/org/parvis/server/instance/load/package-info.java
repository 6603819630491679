/**
 * What an instance does when it cannot keep up.
 */
@NullMarked
package org.parvis.server.instance.load;

import org.jspecify.annotations.NullMarked;
