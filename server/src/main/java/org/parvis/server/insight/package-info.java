/**
 * What operators see: the metrics registry, its Prometheus text, measures of the virtual machine.
 *
 * <p>Rooms below register their own meters, named {@code parvis.*}, in the registry they are given; {@code
 * docs/operations.md} lists every one.
 */
@NullMarked
package org.parvis.server.insight;

import org.jspecify.annotations.NullMarked;
