package org.parvis.world.imports.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parvis.world.imports.source.Quantity;
import tools.jackson.databind.JsonNode;

/** Storeys as indoor maps write them: "0", "0;1", "-2;-1;0", "0,5" (a half), "0,1,2" (a list), "1-3" and "-2--1". */
public final class IndoorLevels {
    private static final Pattern RANGE =
            Pattern.compile("(-?\\d+(?:[.,]\\d+)?)\\s*(?:-|–|to|\\.\\.)\\s*(-?\\d+(?:[.,]\\d+)?)");
    private static final Pattern HALF = Pattern.compile("-?\\d+,\\d*5");
    private static final int MOST = 100;

    private IndoorLevels() {}

    /** The storeys in rising order; empty when none can be read. */
    public static List<Double> of(JsonNode value) {
        Set<Double> levels = new TreeSet<>();
        if (value.isNumber()) {
            levels.add(value.doubleValue());
        } else if (value.isString()) {
            for (String part : value.stringValue().split(";", -1)) {
                addPart(part.strip(), levels);
            }
        } else if (value.isArray()) {
            value.forEach(part -> levels.addAll(of(part)));
        }
        return new ArrayList<>(levels);
    }

    private static void addPart(String part, Set<Double> levels) {
        Matcher range = RANGE.matcher(part);
        if (range.matches()) {
            double from = Quantity.metres(range.group(1)).orElse(0);
            double to = Quantity.metres(range.group(2)).orElse(0);
            for (double level = Math.min(from, to); level <= Math.max(from, to) && levels.size() < MOST; level++) {
                levels.add(level);
            }
        } else if (part.contains(",") && !HALF.matcher(part).matches()) {
            for (String one : part.split(",", -1)) {
                plain(one).ifPresent(levels::add);
            }
        } else {
            plain(part).ifPresent(levels::add);
        }
    }

    private static OptionalDouble plain(String text) {
        String digits = text.strip();
        boolean isNumber = digits.matches("[+-]?\\d{1,4}([.,]\\d{1,3})?");
        return isNumber ? Quantity.metres(digits) : OptionalDouble.empty();
    }
}
