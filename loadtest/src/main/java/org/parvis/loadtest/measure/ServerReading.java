package org.parvis.loadtest.measure;

/**
 * What the server told of itself at some moment. Immutable; any thread.
 *
 * @param tickP99Ms 99th percentile of the tick since the last reading, milliseconds; NaN if unknown
 * @param cpu processors the server used since the last reading, 1 being one of them fully; NaN if unknown
 * @param memoryBytes the server's resident memory when it runs on this machine, else what its virtual machine uses; NaN
 *     if unknown
 * @param overloadRung how much the server leaves out because it is overloaded, 0 for nothing; NaN if unknown
 */
public record ServerReading(double tickP99Ms, double cpu, double memoryBytes, double overloadRung) {
    /** Nothing is known. */
    public static final ServerReading UNKNOWN = new ServerReading(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
