package org.parvis.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request, split and decoded exactly once, and safe to look files up with.
 *
 * <p>What it keeps true: no segment is {@code .} or {@code ..}, and none holds a slash, a backslash or a control
 * character, however it was written. So nothing behind it needs to think about traversal.
 *
 * @param segments decoded segments; the last is empty when the path ends in a slash
 * @param query what stood behind the question mark, as it came; never part of {@link #toString}, for it may hold secrets
 */
public record RequestPath(List<String> segments, String query) {
    private static final int MAX_SEGMENTS = 32;

    /** Freezes the list. */
    public RequestPath {
        segments = List.copyOf(segments);
    }

    /**
     * Reads the target of a request line.
     *
     * @param target origin form ({@code /a/b?x}) or absolute form ({@code http://host/a/b})
     * @return the path; empty when the target is malformed or tries to climb
     */
    public static Optional<RequestPath> parse(String target) {
        String path = withoutQuery(originForm(target));
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        for (String raw : path.substring(1).split("/", -1)) {
            Optional<String> segment = decode(raw).filter(RequestPath::isSafe);
            if (segment.isEmpty() || segments.size() == MAX_SEGMENTS) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(new RequestPath(segments, query(target)));
    }

    /**
     * A parameter of the query.
     *
     * @param name its name, plain letters
     * @return its first value, decoded; empty when it is not there
     * @throws InputFault if it is there and is no text: 400 when its percent signs are wrong or it is not UTF-8, 422
     *     when it holds control characters
     */
    public Optional<String> parameter(String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && decode(plain(pair.substring(0, equals))).equals(Optional.of(name))) {
                String value = decode(plain(pair.substring(equals + 1)))
                        .orElseThrow(() -> InputFault.malformed("The parameter " + name
                                + " of the address is not UTF-8 with percent signs as they should be."));
                return Optional.of(InputText.checked(value, "The parameter " + name + " of the address"));
            }
        }
        return Optional.empty();
    }

    /** In a query, unlike in a path, a plus sign stands for a space. */
    private static String plain(String raw) {
        return raw.replace("+", "%20");
    }

    /**
     * The host that an address written whole names.
     *
     * @param target the target of a request line
     * @return host, with a port where one stands; empty for an address that begins with a slash
     */
    static Optional<String> authority(String target) {
        for (String scheme : List.of("http://", "https://")) {
            if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int end = target.length();
                for (char mark : new char[] {'/', '?'}) {
                    int at = target.indexOf(mark, scheme.length());
                    end = at < 0 ? end : Math.min(end, at);
                }
                return Optional.of(target.substring(scheme.length(), end));
            }
        }
        return Optional.empty();
    }

    private static String originForm(String target) {
        Optional<String> authority = authority(target);
        if (authority.isEmpty()) {
            return target;
        }
        String rest =
                target.substring(target.indexOf("//") + 2 + authority.get().length());
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static String query(String target) {
        int begin = target.indexOf('?');
        return begin < 0 ? "" : target.substring(begin + 1);
    }

    private static String withoutQuery(String target) {
        int end = target.indexOf('?');
        return end < 0 ? target : target.substring(0, end);
    }

    private static Optional<String> decode(String raw) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (c > ' ' && c < 0x7f) {
                bytes.put((byte) c);
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    private static boolean isSafe(String segment) {
        boolean climbs = segment.equals(".") || segment.equals("..");
        return !climbs && segment.indexOf('/') < 0 && segment.indexOf('\\') < 0 && InputText.isFit(segment);
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
