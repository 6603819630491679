package org.parvis.protocol;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Bytes from the other side that break the protocol; the root of this module's exceptions.
 *
 * <p>Hostile input must cost nothing: there is one instance per {@link Fault}, without stack trace and without
 * suppressed exceptions, so throwing allocates nothing and a shared instance cannot be changed. Any thread.
 */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Map<Fault, WireException> SHARED = Collections.unmodifiableMap(Arrays.stream(Fault.values())
            .collect(Collectors.toMap(
                    Function.identity(), WireException::new, (a, b) -> a, () -> new EnumMap<>(Fault.class))));

    /** What is wrong with the bytes. */
    private final Fault fault;

    private WireException(Fault fault) {
        super(fault.sentence, null, false, false);
        this.fault = fault;
    }

    /**
     * Returns what is wrong, for counters and close reasons.
     *
     * @return the fault
     */
    public Fault fault() {
        return fault;
    }

    /** The ways in which bytes can break the protocol. */
    public enum Fault {
        /** A value or a section reaches beyond its end. */
        TRUNCATED("the bytes end inside a value"),
        /** A varint is longer than ten bytes or does not fit the field's type. */
        BAD_VARINT("a variable-length number is too long"),
        /** A tag has field number 0, an unknown wire type, or is a group. */
        BAD_TAG("a field tag is malformed"),
        /** A value lies outside of the range that the protocol gives it. */
        OUT_OF_RANGE("a value is out of its range"),
        /** Avatar numbers of a list of records do not rise. */
        NOT_RISING("avatar numbers do not rise"),
        /** The message is larger than the reader accepts. */
        TOO_BIG("the message is too big");

        private final String sentence;

        Fault(String sentence) {
            this.sentence = sentence;
        }

        /**
         * Returns the shared exception of this fault, to be thrown.
         *
         * @return always the same instance
         */
        public WireException exception() {
            return Objects.requireNonNull(SHARED.get(this));
        }
    }
}
