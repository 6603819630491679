package org.parvis.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A106")
class ChatRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\n\n",
                "\u200B\u200B",
                "\uFEFF",
                "\u3164\u3164",
                "\u2800",
                "\u00AD",
                "\u2060",
                "\u200D",
                "\u180E",
                "\u3000",
                "\u115F\u1160",
                "\uFFA0",
                "\uDB40\uDC41\uDB40\uDC42",
                "\u0301",
                "\uFE0F",
                "\u034F",
                "\u17B4",
                "\u200B\n\u200B",
                "\uD834\uDD59",
                "\u00A0\u2007"
            })
    void messagesOfNothingAreRefused(String text) {
        assertThat(ChatRule.check(text)).isEqualTo(new ChatRule.Verdict.Rejected("There is nothing to say."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202Eevil", "a\u202Db", "\u2067live", "a \u202B b", "a\u2066b\u2069 c"})
    void directionOfWritingIsNotTurned(String text) {
        assertThat(ChatRule.check(text))
                .isEqualTo(new ChatRule.Verdict.Rejected("Please leave out marks that turn the direction of writing."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u001Bb", "\uE000x", "a\uFFFFb", "x\uDB40\uDC41", "a\uFDD0"})
    void charactersThatAreNobodysAreRefused(String text) {
        assertThat(ChatRule.check(text)).isInstanceOf(ChatRule.Verdict.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello!",
                "😀",
                "👩\u200D🚀 🏳\uFE0F\u200D🌈",
                "علی\u200Cرضا میآید",
                "שלום, עולם!",
                "ที่นี่สวยมาก",
                "ज़िंदगी",
                "1 < 2 && 3 > 2",
                "two\nlines",
                "para\n\ngraphs",
                "Ann 🫠",
                "“quotes” — …",
                "3 × 4 = 12"
            })
    void whatPeopleSayIsPassedOnAsItIs(String text) {
        assertThat(ChatRule.check(text)).isEqualTo(new ChatRule.Verdict.Accepted(text));
    }

    @Test
    void runsOfLineEndsAreShortened() {
        ChatRule.Verdict two = new ChatRule.Verdict.Accepted("a\n\nb");
        assertThat(ChatRule.check("a" + "\n".repeat(40) + "b")).isEqualTo(two);
        assertThat(ChatRule.check("a" + "\r\n".repeat(40) + "b")).isEqualTo(two);
        assertThat(ChatRule.check("a" + "\n \u200B\t".repeat(39) + "\nb")).isEqualTo(two);
        assertThat(ChatRule.check("a\u2028\u2029\u0085\u000B\fb")).isEqualTo(two);
        assertThat(ChatRule.check("\n\n a \n\n")).isEqualTo(new ChatRule.Verdict.Accepted("a"));
    }

    @Test
    void wallsOfLineEndsAreRefused() {
        for (String end : List.of("\n", "\r\n", "\u2028", "\u0085", "\n\u200B")) {
            assertThat(ChatRule.check("a" + end.repeat(130) + "b"))
                    .isEqualTo(new ChatRule.Verdict.Rejected("Please say it in fewer lines."));
        }
        assertThat(ChatRule.check("a" + "\n".repeat(278) + "b")).isInstanceOf(ChatRule.Verdict.Rejected.class);
    }

    @Test
    void aTextHasAFewLines() {
        assertThat(ChatRule.check("a\n".repeat(30)))
                .isInstanceOfSatisfying(ChatRule.Verdict.Accepted.class, accepted -> {
                    assertThat(accepted.text().chars().filter(c -> c == '\n').count())
                            .isEqualTo(6);
                    assertThat(accepted.text().chars().filter(c -> c == 'a').count())
                            .isEqualTo(30);
                });
    }

    @Test
    void longestTextCountsCodePoints() {
        assertThat(ChatRule.check("😀".repeat(280))).isInstanceOf(ChatRule.Verdict.Accepted.class);
        assertThat(ChatRule.check("x".repeat(281)))
                .isEqualTo(new ChatRule.Verdict.Rejected("Please say it in at most 280 characters."));
    }
}
