package org.parvis.world.imports.feature;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.parvis.world.LocalText;
import tools.jackson.databind.JsonNode;

/** Names of things in the languages that data gives them in. */
public final class Names {
    private static final int LONGEST = 500;

    private Names() {}

    /**
     * The name a feature has for people.
     *
     * @param feature the feature, of which {@code name}, {@code name:en} and the like are looked at
     * @param fallback English text when it has none
     * @param language language of a plain {@code name}; empty when nobody says, so that its letters decide
     */
    public static LocalText of(Feature feature, String fallback, String language) {
        Map<String, String> texts = new HashMap<>();
        JsonNode name = feature.properties().path("name");
        if (name.isObject()) {
            name.properties().forEach(entry -> put(texts, entry.getKey(), entry.getValue()));
        }
        feature.properties().properties().forEach(entry -> {
            if (entry.getKey().startsWith("name:")) {
                put(texts, entry.getKey().substring("name:".length()), entry.getValue());
            }
        });
        if (name.isString() && !name.stringValue().isBlank()) {
            String text = name.stringValue().strip();
            texts.putIfAbsent(language.isEmpty() ? languageOf(text) : language, cut(text));
        }
        if (texts.isEmpty()) {
            texts.put("en", fallback);
        }
        return new LocalText(texts);
    }

    private static void put(Map<String, String> texts, String language, JsonNode text) {
        String tag = language.replace('_', '-');
        if (text.isString() && !text.stringValue().isBlank() && tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")) {
            texts.put(tag.equals("zh") ? "zh-Hant" : tag, cut(text.stringValue().strip()));
        }
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** Kana are Japanese and hangul Korean; Latin letters count as English, and of others nobody knows. */
    private static String languageOf(String text) {
        boolean latin = true;
        for (int c : text.codePoints().toArray()) {
            switch (Character.UnicodeScript.of(c)) {
                case HIRAGANA, KATAKANA -> {
                    return "ja";
                }
                case HANGUL -> {
                    return "ko";
                }
                case LATIN, COMMON, INHERITED -> {}
                default -> latin = false;
            }
        }
        return latin ? Locale.ENGLISH.getLanguage() : "und";
    }
}
