package org.parvis.fuzz;

/**
 * Memory that reading one input may allocate.
 *
 * @param bytes for any input
 * @param bytesPerByte beside that, for each byte of the input
 */
record Allowance(long bytes, long bytesPerByte) {
    /** A message from the wire: what it allocates is bounded, whatever it says its size is. */
    static final Allowance MESSAGE = new Allowance(1L << 20, 0);

    /** Readers of the hot lane: nothing, but for what the measurement and the fuzzer's own bookkeeping take. */
    static final Allowance NOTHING = new Allowance(4_096, 0);

    long of(int inputBytes) {
        return bytes + bytesPerByte * inputBytes;
    }
}
