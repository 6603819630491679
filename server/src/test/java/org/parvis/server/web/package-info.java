/** The player page against the real server, in a real browser; and the page's own checks. */
@NullMarked
package org.parvis.server.web;

import org.jspecify.annotations.NullMarked;
