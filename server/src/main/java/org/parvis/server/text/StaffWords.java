package org.parvis.server.text;

import com.ibm.icu.text.Normalizer2;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Words by which somebody passes for staff, in the common languages and in any disguise: full width, look-alike letters,
 * digits for letters, accents, joiners, spaces between the letters, repeated letters. Innocent words that contain one
 * pass. The words are in {@code staff-words.txt}. Stateless, any thread; takes some ten microseconds a name.
 */
public final class StaffWords {
    private static final StaffWords WORDS = read();
    private static final Normalizer2 NFKD = Normalizer2.getNFKDInstance();
    private static final int STRETCHED_FROM = 5;

    /** Pictures that are read as a badge: shields, ticks, police, crowns. */
    private static final Set<Integer> BADGES = Set.of(
            0x1F6E1, 0x2713, 0x2714, 0x2705, 0x2611, 0x1F5F8, 0x1F5F9, 0x1F46E, 0x1F575, 0x1F396, 0x1F530, 0x1F451);

    private final Set<String> whole = new HashSet<>();
    private final List<String> edges = new ArrayList<>();
    private final List<String> anywhere = new ArrayList<>();

    private StaffWords() {}

    private static StaffWords read() {
        StaffWords words = new StaffWords();
        try (InputStream file = StaffWords.class.getResourceAsStream("staff-words.txt")) {
            if (file == null) {
                throw new IllegalStateException("staff-words.txt is missing from the jar");
            }
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(words::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return words;
    }

    private void add(String line) {
        boolean special = line.startsWith("=") || line.startsWith("*");
        String word =
                shape(Skeleton.lowered(special ? line.substring(1) : line)).replace(" ", "");
        if (line.startsWith("*")) {
            anywhere.add(stretched(word));
        } else if (line.startsWith("=")) {
            whole.add(word);
        } else {
            edges.add(stretched(word));
        }
    }

    /**
     * Whether a name passes for staff.
     *
     * @param name by the rule of names
     * @return true when it holds a word for staff or a picture that is read as a badge
     */
    public static boolean areIn(String name) {
        if (name.codePoints().anyMatch(BADGES::contains)) {
            return true;
        }
        String plain = Letters.plain(name);
        String bare = Letters.withoutAccents(NFKD.normalize(plain));
        return WORDS.match(plain) || (!bare.equals(plain) && WORDS.match(bare));
    }

    private boolean match(String plain) {
        String apart = Letters.apart(plain);
        return matches(Skeleton.lowered(plain))
                || matches(Skeleton.folded(plain))
                || matches(Skeleton.lowered(apart))
                || matches(Skeleton.folded(apart));
    }

    private boolean matches(String drawn) {
        List<String> words = new ArrayList<>();
        for (String word : shape(drawn).split("[^\\p{L}\\p{M}\\p{N}]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        String together = String.join("", words);
        if (whole.contains(together) || anywhere.stream().anyMatch(stretched(together)::contains)) {
            return true;
        }
        return words.stream().anyMatch(this::isStaff) || hasPhrase(words) || hasSpelled(words);
    }

    private boolean isStaff(String word) {
        String flat = stretched(word);
        return whole.contains(word)
                || (flat.length() >= STRETCHED_FROM
                        && whole.stream()
                                .anyMatch(known -> stretched(known).equals(flat) && known.length() >= STRETCHED_FROM))
                || edges.stream().anyMatch(edge -> flat.startsWith(edge) || flat.endsWith(edge));
    }

    /** Two or three words in a row that are one of ours together. */
    private boolean hasPhrase(List<String> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            String two = words.get(i) + words.get(i + 1);
            String three = i + 2 < words.size() ? two + words.get(i + 2) : two;
            if (isLong(two) && (isStaff(two) || isStaff(three))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLong(String word) {
        return word.length() >= STRETCHED_FROM;
    }

    /** Letters with something between each: a d m i n. */
    private boolean hasSpelled(List<String> words) {
        StringBuilder spelled = new StringBuilder();
        for (String word : words) {
            if (word.codePointCount(0, word.length()) == 1) {
                spelled.append(word);
            } else if (isSpelled(spelled)) {
                return true;
            } else {
                spelled.setLength(0);
            }
        }
        return isSpelled(spelled);
    }

    private boolean isSpelled(StringBuilder letters) {
        return letters.length() > 2 && isStaff(letters.toString());
    }

    /** One shape for letters and the digits and signs that stand in for them; both sides of a comparison have it. */
    private static String shape(String drawn) {
        StringBuilder shape = new StringBuilder(drawn.length());
        for (int i = 0; i < drawn.length(); i++) {
            char c = drawn.charAt(i);
            shape.append(
                    switch (c) {
                        case 'i', 'l', '1', '|', '!', '\u01C3', 'I' -> 'l';
                        case '0', 'O', 'o' -> 'o';
                        case '4', '@' -> 'a';
                        case '3' -> 'e';
                        case '5', '$' -> 's';
                        case '7' -> 't';
                        default -> c;
                    });
        }
        return shape.toString().replace("rn", "m");
    }

    /** Each run of one letter as one letter. */
    private static String stretched(String word) {
        StringBuilder flat = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            if (i == 0 || word.charAt(i) != word.charAt(i - 1)) {
                flat.append(word.charAt(i));
            }
        }
        return flat.toString();
    }
}
