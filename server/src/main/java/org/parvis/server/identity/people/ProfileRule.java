package org.parvis.server.identity.people;

import java.nio.charset.StandardCharsets;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import org.parvis.server.identity.AgeBand;
import org.parvis.server.identity.IdentityException;
import org.parvis.server.identity.NameRule;

/** What a profile may say. Stateless, any thread. */
public final class ProfileRule {
    /** Bytes of a person's settings, as JSON in UTF-8. */
    public static final int MAX_SETTINGS_BYTES = 4_096;

    private static final int MAX_LANGUAGES = 8;
    private static final int MAX_LANGUAGE_CHARACTERS = 35;

    private ProfileRule() {}

    /**
     * A name by the rule of names.
     *
     * @param wished any text
     * @return its normal form
     * @throws IdentityException of kind {@code UNFIT}, in words for a player
     */
    public static String name(String wished) {
        NameRule.Verdict verdict = NameRule.check(wished);
        if (verdict instanceof NameRule.Verdict.Rejected rejected) {
            throw unfit(rejected.message());
        }
        return ((NameRule.Verdict.Accepted) verdict).name();
    }

    /**
     * Language tags in their normal form.
     *
     * @param wished BCP 47 tags
     * @return as many, in the same order
     * @throws IdentityException of kind {@code UNFIT}
     */
    public static List<String> languages(List<String> wished) {
        if (wished.size() > MAX_LANGUAGES) {
            throw unfit("At most " + MAX_LANGUAGES + " languages are kept.");
        }
        return wished.stream().map(ProfileRule::language).toList();
    }

    private static String language(String tag) {
        try {
            if (!tag.isEmpty() && tag.length() <= MAX_LANGUAGE_CHARACTERS) {
                return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            }
        } catch (IllformedLocaleException notATag) {
            throw unfit("Languages are BCP 47 tags such as zh-Hant.");
        }
        throw unfit("A language tag has 1 to " + MAX_LANGUAGE_CHARACTERS + " characters.");
    }

    /**
     * Settings within their size.
     *
     * @param json a JSON object
     * @return the same
     * @throws IdentityException of kind {@code UNFIT}
     */
    public static String settings(String json) {
        if (json.getBytes(StandardCharsets.UTF_8).length > MAX_SETTINGS_BYTES) {
            throw unfit("Settings have at most " + MAX_SETTINGS_BYTES + " bytes.");
        }
        return json;
    }

    /**
     * The age band after a person has said another. Nobody can talk their way out of protection: once it is said, only
     * a stricter one is taken from the person.
     *
     * @param known the band so far
     * @param said what the person says now
     * @return the band from now on
     * @throws IdentityException of kind {@code NOT_ALLOWED} for a less strict one
     */
    public static AgeBand ageBand(AgeBand known, AgeBand said) {
        boolean fine = known == AgeBand.UNKNOWN || (said != AgeBand.UNKNOWN && said.compareTo(known) <= 0);
        if (!fine) {
            throw new IdentityException(
                    IdentityException.Kind.NOT_ALLOWED, "An age once given can only be changed by the staff.");
        }
        return said;
    }

    private static IdentityException unfit(String sentence) {
        return new IdentityException(IdentityException.Kind.UNFIT, sentence);
    }
}
