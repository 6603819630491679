/**
 * The server's configuration: one table of keys, four sources (flag, environment, file, default), one validated result.
 */
@NullMarked
package org.parvis.server.app.config;

import org.jspecify.annotations.NullMarked;
