package org.parvis.server.peer;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A range of addresses in CIDR form: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone.
 *
 * <p>IPv4 addresses in IPv6 clothes ({@code ::ffff:10.0.0.1}) count as IPv4. Immutable; any thread.
 */
public final class Network {
    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads a range; no name is ever looked up.
     *
     * @param text address, with or without a slash and the number of bits that count
     * @return the range
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not a network; write 10.0.0.0/8, 2001:db8::/32 or one address"));
        byte[] prefix = address.getAddress();
        int most = prefix.length * Byte.SIZE;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("\"" + text + "\": behind the slash belongs 0 to " + most);
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((prefix[i] & 0xff & ~mask(i, bits)) != 0) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" has bits set behind the first " + bits + "; which network is meant?");
            }
        }
        return new Network(prefix, bits);
    }

    private static int bits(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    /**
     * Reads an address written in figures.
     *
     * @param text such as {@code 10.0.0.1} or {@code 2001:db8::1}, without brackets, port or zone
     * @return the address; empty when the text is anything else
     */
    static Optional<InetAddress> address(String text) {
        if (text.indexOf('%') >= 0 || text.length() > 45) {
            return Optional.empty();
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException wrongLength) {
            return Optional.empty();
        }
    }

    /**
     * Whether an address lies in the range.
     *
     * @param address of either family
     * @return false for the other family
     */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int i = 0; i * Byte.SIZE < bits; i++) {
            if ((bytes[i] & mask(i, bits)) != (prefix[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an address lies in any of several ranges.
     *
     * @param networks the ranges
     * @param address of either family
     * @return false when there is no range
     */
    static boolean anyContains(List<Network> networks, InetAddress address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Which bits of a byte count. */
    private static int mask(int index, int bits) {
        int counting = Math.min(Byte.SIZE, Math.max(0, bits - index * Byte.SIZE));
        return (0xff << (Byte.SIZE - counting)) & 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && bits == network.bits && Arrays.equals(prefix, network.prefix);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prefix) * 31 + bits;
    }

    @Override
    public String toString() {
        return NetUtil.bytesToIpAddress(prefix) + "/" + bits;
    }
}
