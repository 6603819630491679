@NullMarked
package org.parvis.server.text;

import org.jspecify.annotations.NullMarked;
