package org.parvis.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "小明",
                "さくら",
                "José",
                "Ωmega",
                "Zoë-Marie O'Neil",
                "👩‍👩‍👧‍👦",
                "مريم",
                "நிலா",
                "x",
                "24 visible characters ok"
            })
    void namesOfAllScriptsAreGood(String name) {
        assertThat(NameRule.check(name)).isEqualTo(new NameRule.Verdict.Accepted(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u0000",
                "a\u0007b",
                "a\nb",
                "\u202Eevil",
                "a\u2066b",
                "\u200B",
                "\u200D\u200C",
                "\u3164",
                "\u2800",
                "\uFEFF",
                "a\u200Eb",
                "twenty-five characters xx"
            })
    void namesThatTrickOrShowNothingAreRefused(String name) {
        assertThat(NameRule.check(name)).isInstanceOf(NameRule.Verdict.Rejected.class);
    }

    @Test
    void longestNameCountsVisibleCharacters() {
        assertThat(NameRule.check("👨‍👩‍👧‍👦".repeat(3))).isInstanceOf(NameRule.Verdict.Accepted.class);
        assertThat(NameRule.check("e\u0301".repeat(24))).isEqualTo(new NameRule.Verdict.Accepted("é".repeat(24)));
        assertThat(NameRule.check("e\u0301".repeat(25))).isInstanceOf(NameRule.Verdict.Rejected.class);
    }

    @Test
    void towerOfAccentsIsTooMuch() {
        assertThat(NameRule.check("a" + "\u0300\u0317".repeat(60))).isInstanceOf(NameRule.Verdict.Rejected.class);
    }

    @Test
    void spacesAroundAndBetweenAreTidied() {
        assertThat(NameRule.check("  Ann \u00A0 B. ")).isEqualTo(new NameRule.Verdict.Accepted("Ann B."));
    }
}
