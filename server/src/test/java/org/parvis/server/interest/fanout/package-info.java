@NullMarked
package org.parvis.server.interest.fanout;

import org.jspecify.annotations.NullMarked;
