package org.parvis.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "x",
                "24 visible characters ok",
                "José",
                "Zoë-Marie O’Neil",
                "Ωmega",
                "ᾍδης",
                "Nguyễn Thị Hồng",
                "Trần Đặng Ngọc Ánh",
                "小明",
                "葛\uDB40\uDD00城",
                "𠮷田",
                "王𰀀",
                "さくら",
                "ﾀﾅｶ",
                "김민수",
                "Владислав",
                "מִרְיָם",
                "مريم",
                "علی\u200Cرضا",
                "مُحَمَّد",
                "ज़िंदगी",
                "क्\u200Dषमा",
                "র\u200D্যাচেল",
                "ශ්\u200Dරී",
                "நிலா",
                "น้ำฝน",
                "ที่รัก",
                "ກໍ່ານ",
                "មករា",
                "ကျော်စွာမြို့",
                "བསྒྲུབས",
                "👩\u200D👩\u200D👧\u200D👦",
                "👩🏽\u200D🚀",
                "🏳\uFE0F\u200D🌈",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC77\uDB40\uDC6C\uDB40\uDC73\uDB40\uDC7F",
                "1\uFE0F\u20E3 Ann",
                "❤\uFE0F Ann"
            })
    void namesOfTheWorldAreGoodAsTheyAre(String name) {
        assertThat(NameText.of(name)).isEqualTo(new NameText(name, ""));
    }

    /** Emoji of 2021 and later, and Chinese characters of Extensions H and I: unassigned for the JDK 17. */
    @ParameterizedTest
    @ValueSource(strings = {"Ann 🫠", "Ann 🩷", "Ann 🫩", "𱍐王", "𮯰王", "🫨", "Ann \uD83E\uDEFF"})
    void lettersAndEmojiYoungerThanTheJdkAreGood(String name) {
        assertThat(NameText.of(name)).isEqualTo(new NameText(name, ""));
    }

    @Test
    void everyUnassignedLetterIsLetThroughAndNothingElseThatIsNobodys() {
        assertThat(NameText.of("A" + Character.toString(0x323B0)).fault()).isEmpty();
        assertThat(NameText.of("A" + Character.toString(0x3FFFD)).fault()).isEmpty();
        IntStream.of(0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE000, 0xF8FF, 0xF0000, 0x100000, 0xD800)
                .forEach(point -> assertThat(
                                NameText.of("A" + Character.toString(point)).fault())
                        .as("U+%X", point)
                        .isEqualTo("choose a name and leave out control characters"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u0000",
                "a\u0007b",
                "a\nb",
                "a\u2028b",
                "\u202Eevil",
                "\u202Devil",
                "a\u2066b",
                "a\u202Bb\u202Cc",
                "\u200B",
                "\u200B\u200B",
                "\u200D\u200C",
                "\u3164",
                "\u3164\u3164",
                "\u2800",
                "\u00AD",
                "\uFEFF",
                "\u0301",
                "\uDB40\uDD00",
                "\uDB40\uDC41x",
                "x\uDB40\uDC41\uDB40\uDC42",
                "🏴\uDB40\uDC67\uDB40\uDC62",
                "twenty-five characters xx"
            })
    void namesThatTrickOrShowNothingAreRefused(String name) {
        assertThat(NameText.of(name).fault()).startsWith("choose a ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann\u200B",
                "\uFEFFAnn",
                "A\u00ADnn",
                "Ann\u200E",
                "A\u200Cnn",
                "A\u200Dnn",
                "A\uFE0Fnn",
                "\u202AAnn\u202C",
                "\u2068Ann\u2069",
                "A\u034Fnn",
                "  Ann \u00A0 ",
                "\u3000Ann",
                "Ann\u3164",
                "A\u2060nn",
                "A\uDB40\uDD00nn"
            })
    void marksThatShowNothingAreTakenOut(String name) {
        assertThat(NameText.of(name)).isEqualTo(new NameText("Ann", ""));
    }

    @Test
    void spacesBetweenAreTidied() {
        assertThat(NameText.of("  Ann \u00A0 B. ").text()).isEqualTo("Ann B.");
        assertThat(NameText.of("Ann\u3164\u2800B.").text()).isEqualTo("Ann B.");
    }

    @Test
    void longestNameCountsVisibleCharacters() {
        assertThat(NameText.of("👨\u200D👩\u200D👧\u200D👦".repeat(3)).fault()).isEmpty();
        assertThat(NameText.of("e\u0301".repeat(24))).isEqualTo(new NameText("é".repeat(24), ""));
        assertThat(NameText.of("e\u0301".repeat(25)).fault()).isEqualTo("choose a name of at most 24 characters");
        assertThat(NameText.of("x".repeat(100_000)).fault()).isEqualTo("choose a shorter name");
    }

    @Tag("A106")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0301\u0301\u0301",
                "a\u0300\u0317\u0323",
                "ậ\u0317",
                "x\u0336\u0336",
                "ก็็็",
                "ก\u0E48\u0E49\u0E4A",
                "क\u0301\u0302\u0303",
                "👍\u20DD\u20DE\u20DF"
            })
    void towersOfMarksAreRefused(String name) {
        assertThat(NameText.of(name).fault()).isEqualTo("choose a name and put at most two marks on a letter");
        assertThat(ChatRule.check(name))
                .isEqualTo(new ChatRule.Verdict.Rejected("Please put at most two marks on a letter."));
    }
}
