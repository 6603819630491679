/**
 * Which cells a viewer is sent and how often: rings, budgets, paces, and what is left out under pressure. Tick thread of
 * the instance, except {@link org.parvis.server.interest.plan.Plan}, which is immutable.
 */
@NullMarked
package org.parvis.server.interest.plan;

import org.jspecify.annotations.NullMarked;
