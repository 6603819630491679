package org.parvis.world.imports.source;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Numbers as data writes them: as JSON numbers, or as texts with or without a unit.
 *
 * <p>Lengths understand metres, centimetres, millimetres, kilometres, feet, inches, yards and feet with inches, a decimal
 * point or comma, and full-width digits. What is only nearly a length ("about 12", "5-7") is not read.
 */
public final class Quantity {
    private static final String NUMBER = "([+-]?(?:\\d+(?:[.,]\\d+)?|[.,]\\d+)(?:e[+-]?\\d{1,2})?)";
    private static final Pattern PLAIN = Pattern.compile(NUMBER);
    private static final Pattern LENGTH = Pattern.compile(NUMBER + "\\s*([\\p{L}'\"]*)\\.?");
    private static final Pattern FEET_AND_INCHES = Pattern.compile(
            NUMBER + "\\s*(?:'|ft\\.?|feet|foot)\\s*(\\d+(?:[.,]\\d+)?)\\s*(?:\"|''|in\\.?|inch|inches)?");
    private static final double FOOT_M = 0.3048;
    private static final double INCH_M = 0.0254;
    private static final int LONGEST = 60;

    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("m", 1.0),
            Map.entry("mt", 1.0),
            Map.entry("mtr", 1.0),
            Map.entry("mts", 1.0),
            Map.entry("metre", 1.0),
            Map.entry("metres", 1.0),
            Map.entry("meter", 1.0),
            Map.entry("meters", 1.0),
            Map.entry("metros", 1.0),
            Map.entry("公尺", 1.0),
            Map.entry("米", 1.0),
            Map.entry("メートル", 1.0),
            Map.entry("cm", 0.01),
            Map.entry("mm", 0.001),
            Map.entry("km", 1_000.0),
            Map.entry("ft", FOOT_M),
            Map.entry("foot", FOOT_M),
            Map.entry("feet", FOOT_M),
            Map.entry("'", FOOT_M),
            Map.entry("in", INCH_M),
            Map.entry("inch", INCH_M),
            Map.entry("inches", INCH_M),
            Map.entry("\"", INCH_M),
            Map.entry("''", INCH_M),
            Map.entry("yd", 0.9144),
            Map.entry("yard", 0.9144),
            Map.entry("yards", 0.9144));

    private Quantity() {}

    /**
     * A length in metres.
     *
     * @param value a JSON number (metres) or text
     * @return empty when it cannot be read as a length
     */
    public static OptionalDouble metres(JsonNode value) {
        if (value.isNumber()) {
            return OptionalDouble.of(value.doubleValue());
        }
        return value.isString() ? metres(value.stringValue()) : OptionalDouble.empty();
    }

    /** A length in metres, of a text; empty when it cannot be read as one. */
    public static OptionalDouble metres(String written) {
        String text = normal(written);
        Matcher both = FEET_AND_INCHES.matcher(text);
        if (both.matches()) {
            double feet = number(both.group(1));
            double inches = number(both.group(2));
            return OptionalDouble.of(Math.copySign(Math.abs(feet) * FOOT_M + inches * INCH_M, feet));
        }
        Matcher one = LENGTH.matcher(text);
        Double unitM = one.matches() ? UNITS.get(one.group(2)) : null;
        return unitM == null ? OptionalDouble.empty() : OptionalDouble.of(number(one.group(1)) * unitM);
    }

    /** A plain number, of a JSON number or a text that is nothing but one; empty when it is something else. */
    public static OptionalDouble number(JsonNode value) {
        if (value.isNumber()) {
            return OptionalDouble.of(value.doubleValue());
        }
        if (!value.isString()) {
            return OptionalDouble.empty();
        }
        String text = normal(value.stringValue());
        return PLAIN.matcher(text).matches() ? OptionalDouble.of(number(text)) : OptionalDouble.empty();
    }

    /** Full-width and typographic forms become plain ones; primes become quotation marks. */
    private static String normal(String written) {
        if (written.length() > LONGEST) {
            return "?";
        }
        String plain = Normalizer.normalize(written, Normalizer.Form.NFKC)
                .replace('\u2032', '\'')
                .replace('\u2019', '\'')
                .replace('\u2033', '"')
                .replace('\u201d', '"')
                .replace('\u2212', '-');
        return plain.strip().toLowerCase(Locale.ROOT);
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(',', '.'));
    }
}
