/**
 * Fuzz tests: input that nobody would write, for everything that reads what strangers wrote.
 *
 * <p>Each target is a method with {@link com.code_intelligence.jazzer.junit.FuzzTest}. An ordinary build runs it on the
 * seeds and on every input that once found a fault, which lie in {@code src/test/resources} in the folder
 * {@code <class>Inputs/<method>}; {@code .ci/fuzz} has Jazzer make more. What every target promises about an input is in
 * {@link org.parvis.fuzz.Meter}.
 */
@NullMarked
package org.parvis.fuzz;

import org.jspecify.annotations.NullMarked;
