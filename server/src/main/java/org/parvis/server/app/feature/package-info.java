/** The one list of the features of this server. */
@NullMarked
package org.parvis.server.app.feature;

import org.jspecify.annotations.NullMarked;
