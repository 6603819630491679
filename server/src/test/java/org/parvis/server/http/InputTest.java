package org.parvis.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parvis.server.endpoint.JsonInput;

/** What comes with a request is checked where it comes in. */
final class InputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":\"a\\u0000b\"}",
                "{\"reason\":\"\\u001f\"}",
                "{\"reason\":\"\\u007f\"}",
                "{\"reason\":\"\\u0085\"}",
                "{\"reason\":\"two\\nlines\"}",
                "{\"reason\":\"\\ud800\"}",
                "{\"reason\":\"\\udc00\\ud800\"}",
                "{\"scope\":{\"kind\":\"venue\",\"id\":\"\\u0000\"}}",
                "{\"types\":[\"a\",\"\\u0000\"]}",
                "{\"a\\u0000b\":1}",
                "{\"settings\":{\"deep\":[[{\"a\":\"\\udfff\"}]]}}"
            })
    void textsWithControlCharactersAndHalvesOfPairsAreUnfitWhereverTheyStand(String body) {
        assertThat(statusOf(body)).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":1e400}",
                "{\"n\":-1e999}",
                "{\"n\":9223372036854775808}",
                "{\"n\":[123456789012345678901234567890]}"
            })
    void numbersThatNoMachineHoldsAreUnfit(String body) {
        assertThat(statusOf(body)).isEqualTo(422);
    }

    @Test
    void numbersLongerThanAnybodyWritesAreUnfit() {
        assertThat(statusOf("{\"n\":" + "1".repeat(2_000) + "}")).isEqualTo(422);
    }

    @Test
    void nestingHasALimitFarBelowTheWritersOne() {
        int inside = JsonInput.MAX_DEPTH - 1;
        assertThat(JsonInput.object(utf8(nested(inside)))).hasToString(nested(inside));
        for (int depth : new int[] {inside + 1, 100, 499, 5_000}) {
            assertThat(statusOf(nested(depth))).as("%d deep", depth).isEqualTo(422);
        }
    }

    private static String nested(int lists) {
        return "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "{", "{\"a\":1,\"a\":2}", "{\"a\":NaN}", "\"x\"", "{} {}"})
    void whatIsNoJsonObjectIsMalformed(String body) {
        assertThat(statusOf(body)).isEqualTo(400);
    }

    @Test
    void halfAPairInTheNameOfAFieldIsRefused() {
        assertThat(statusOf("{\"\\ud800\":1}")).isIn(400, 422);
        assertThat(statusOf("{\"\\udfff\":1}")).isIn(400, 422);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin = {'{', '"', 'a', '"', ':', '"', (byte) 0xe9, '"', '}'};
        byte[] surrogate = {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'};
        assertThat(refusal(() -> JsonInput.object(latin)).reply().status().code())
                .isEqualTo(400);
        assertThat(refusal(() -> JsonInput.object(surrogate)).reply().status().code())
                .isIn(400, 422);
    }

    @Test
    void goodTextIsLeftAsItIs() {
        String body = "{\"name\":\"廣場 😀 é\",\"n\":[1,-2.5,9223372036854775807,true,null]}";
        assertThat(JsonInput.object(utf8(body))).hasToString(body);
        assertThat(JsonInput.object(new byte[0])).isEmpty();
    }

    @Test
    void aFaultNamesThePlaceButNeverTheInput() {
        InputFault fault = refusal(() -> JsonInput.object(utf8("{\"reason\":\"secret\\u0000\"}")));
        assertThat(fault).hasMessageContaining("The field reason").hasMessageNotContaining("secret");
        assertThat(fault.getStackTrace()).isEmpty();
        assertThat(refusal(() -> JsonInput.object(utf8("{\"<b>\":\"\\u0000\"}"))))
                .hasMessageNotContaining("<b>");
    }

    @Test
    void parametersOfTheQueryKeepTheSameRule() {
        RequestPath path = RequestPath.parse("/p?a=%00&b=%zz&c=%ED%A0%80&d=x+y%2Bz&%65=f&g=é&h=1&h=2")
                .orElseThrow();
        assertThat(refusal(() -> path.parameter("a")).reply().status().code()).isEqualTo(422);
        for (String malformed : new String[] {"b", "c", "g"}) {
            assertThat(refusal(() -> path.parameter(malformed)).reply().status().code())
                    .as(malformed)
                    .isEqualTo(400);
        }
        assertThat(path.parameter("d")).contains("x y+z");
        assertThat(path.parameter("e")).contains("f");
        assertThat(path.parameter("h")).contains("1");
        assertThat(path.parameter("i")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/p/%00", "/p/%7f", "/p/%C2%85", "/p/%ED%A0%80", "/p/%ff", "/p/%2e%2e"})
    void partsOfThePathKeepTheSameRule(String target) {
        assertThat(RequestPath.parse(target)).isEmpty();
    }

    private static int statusOf(String body) {
        return refusal(() -> JsonInput.object(utf8(body))).reply().status().code();
    }

    private static InputFault refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable input) {
        InputFault fault = catchThrowableOfType(InputFault.class, input);
        assertThat(fault).as("was let in").isNotNull();
        return fault;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
