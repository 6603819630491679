package org.parvis.server.store.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are out on the internet. Everything else may be a machine of the operator's own network, which whoever
 * registers a webhook has no right to reach through this server. Stateless, any thread.
 */
public final class PublicAddress {
    /** The IANA registry of special IPv4 addresses, and multicast and reserved ones. */
    private static final List<Block> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.31.196.0/24",
                    "192.52.193.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "192.175.48.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3")
            .map(Block::of)
            .toList();

    /** A prefix of IPv4 addresses. */
    private record Block(int prefix, int bits) {
        static Block of(String text) {
            String[] parts = text.split("[./]", -1);
            int prefix = 0;
            for (int part = 0; part < Integer.BYTES; part++) {
                prefix = prefix << Byte.SIZE | Integer.parseInt(parts[part]);
            }
            return new Block(prefix, Integer.parseInt(parts[Integer.BYTES]));
        }

        boolean holds(int address) {
            int shift = Integer.SIZE - bits;
            return address >>> shift == prefix >>> shift;
        }
    }

    private PublicAddress() {}

    /**
     * Whether an address is out on the internet.
     *
     * @param address of a host whose name, or whose address, an outsider gave
     * @return false for the own machine, private networks and everything that IANA keeps for special purposes
     */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet4Address)) {
            return isPublicSix(bytes);
        }
        int number = ByteBuffer.wrap(bytes).getInt();
        return SPECIAL.stream().noneMatch(block -> block.holds(number));
    }

    /**
     * Only 2000::/3 is handed out for the internet. Within it, 2001::/23 is special, 2001:db8::/32 and 3fff::/20 are for
     * documents, and 2002::/16 hides an IPv4 address.
     */
    private static boolean isPublicSix(byte[] bytes) {
        int first = Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]);
        int second = Byte.toUnsignedInt(bytes[2]) << 8 | Byte.toUnsignedInt(bytes[3]);
        boolean unicast = first >> 13 == 1;
        boolean special = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
        boolean document = first == 0x3fff && second < 0x1000;
        return unicast && !special && !document && first != 0x2002;
    }
}
