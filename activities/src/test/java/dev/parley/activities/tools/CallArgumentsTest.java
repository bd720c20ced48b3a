package dev.parley.activities.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallArgumentsTest {

  static Stream<Arguments> badlyQuoted() {
    return Stream.of(
        Arguments.of("", "{}"),
        Arguments.of(" null ", "{}"),
        Arguments.of("{'id': 17, 'why': 'a \"b\"'}", "{\"id\":17,\"why\":\"a \\\"b\\\"\"}"),
        Arguments.of("{id: 17}", "{\"id\":17}"),
        Arguments.of("{\"id\": 17,}", "{\"id\":17}"),
        Arguments.of("{\"text\": \"two\nlines\"}", "{\"text\":\"two\\nlines\"}"),
        Arguments.of("```json\n{\"id\": 17}\n```", "{\"id\":17}"),
        Arguments.of("\"{\\\"id\\\": 17}\"", "{\"id\":17}"));
  }

  @ParameterizedTest
  @MethodSource("badlyQuoted")
  void badQuotingIsMendedWhereItMeansOneThing(String written, String meant) {
    assertThat(CallArguments.mended(written)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": 17", // cut off
        "{\"id\": 17} {\"id\": 18}", // two
        "{\"id\": 17, \"id\": 18}", // which of them?
        "{'text': 'it's late'}", // where does the text end?
        "[17]",
        "17",
        "refund 17",
        "{\"id\": NaN}",
      })
  void whatMeansNothingOrSeveralThingsIsKeptAsItIs(String written) {
    assertThat(CallArguments.parse(written)).isEmpty();
    assertThat(CallArguments.mended(written)).isEqualTo(written);
    assertThat(CallArguments.canonical(written)).isEqualTo(written);
  }

  @Test
  void whatIsRightIsNotTouched() {
    String written = "{ \"b\": 1.50,\n \"a\": \"x\" }";

    assertThat(CallArguments.mended(written)).isEqualTo(written);
  }

  @Test
  void theCanonicalFormKnowsNoBlanksAndNoOrderButEveryDigit() {
    assertThat(CallArguments.canonical("{ \"b\": {\"z\": 1, \"y\": 240.00},\n \"a\": \"x\" }"))
        .isEqualTo("{\"a\":\"x\",\"b\":{\"y\":240.00,\"z\":1}}");
    assertThat(CallArguments.canonical("{\"a\": 12345678901234567890.123456789}"))
        .isEqualTo("{\"a\":12345678901234567890.123456789}");
  }
}
