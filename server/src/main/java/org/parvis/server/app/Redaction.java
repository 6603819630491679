package org.parvis.server.app;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blackens what must not be read in a log: the last line of defence, behind the rule that nobody logs a secret.
 *
 * <p>Two kinds of patterns: things that are secret by their shape (JSON Web Tokens, {@code Bearer ...}, webhook secrets,
 * private keys, passwords inside addresses), and values behind a telling name ({@code ticket=...}, {@code
 * "refreshToken":"..."}, {@code Cookie: ...}). It would rather blacken a harmless word behind such a name than let a secret
 * pass. Lines stay valid JSON, since no pattern takes a quotation mark or what escapes one. Any thread.
 */
final class Redaction {
    private static final String BLACK = "[redacted]";

    /** Names of values that are secret, as they are written in JSON, headers, queries, configuration and protobuf text. */
    private static final String SECRET_NAMES =
            "ticket|join[-_]?ticket|token|(?:refresh|access|resume|id|bootstrap|session)[-_]?token"
                    + "|password|passwd|pwd|secret|client[-_]?secret|secret[-_]?key|private[-_]?key|api[-_]?key|recovery[-_]?code"
                    + "|code[-_]?verifier|signature|assertion|db[-_]?password";

    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule("-----BEGIN [A-Z ]*PRIVATE KEY-----[^\"]*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?=\")|\\z)", BLACK),
            rule("\\beyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*){0,3}", BLACK),
            rule("\\bwhsec_[A-Za-z0-9+/=_-]+", BLACK),
            rule("(?i)\\b(bearer)\\s+[A-Za-z0-9._~+/=-]{16,}", "$1 " + BLACK),
            rule(
                    "(?i)\\b((?:proxy-)?authorization|set-cookie|cookie)(\\\\?\"?\\s*[:=]\\s*\\\\?\"?)[^\"\\\\\\r\\n]+",
                    "$1$2" + BLACK),
            rule("(?i)([a-z][a-z0-9+.-]*://)[^\\s/@\"\\\\]*:[^\\s/@\"\\\\]*@", "$1" + BLACK + "@"),
            rule(
                    "(?i)(?<![A-Za-z])(" + SECRET_NAMES
                            + ")(\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?)(?!\\[redacted])[^\\s\"'\\\\&,;})\\]]+",
                    "$1$2" + BLACK));

    private Redaction() {}

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern, Pattern.DOTALL), replacement);
    }

    /**
     * Blackens all secrets of a text.
     *
     * @param text one line of a log, or several
     * @return the same text when there is none
     */
    static String redacted(String text) {
        String result = text;
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(result);
            if (matcher.find()) {
                result = matcher.replaceAll(rule.replacement());
            }
        }
        return result;
    }
}
