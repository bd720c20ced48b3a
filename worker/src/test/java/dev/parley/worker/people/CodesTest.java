package dev.parley.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a stranger's text is shown to somebody who decides about it. */
class CodesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<script>alert(1)</script>|&lt;script&gt;alert(1)&lt;/script&gt;",
        "a & \"b\" 'c'|a &amp; &quot;b&quot; &#39;c&#39;",
        "</pre></textarea>|&lt;/pre&gt;&lt;/textarea&gt;",
        "Grüße, 東京, שלום|Grüße, 東京, שלום",
      })
  void markupIsShownAsText(String text, String html) {
    assertThat(Codes.block(text)).isEqualTo(html);
  }

  @Test
  void whatCannotBeSeenIsACode() {
    String code = "<b class=\"code\">U+%s</b>";
    assertThat(Codes.block("pay \u202E001\u202C to"))
        .isEqualTo("pay " + code.formatted("202E") + "001" + code.formatted("202C") + " to");
    assertThat(Codes.block("a\u0000\u001B[2Jb\r"))
        .isEqualTo(
            "a"
                + code.formatted("0000")
                + code.formatted("001B")
                + "[2Jb"
                + code.formatted("000D"));
    assertThat(Codes.block("a\u200Bb\u00A0c\uFEFF\u3164"))
        .isEqualTo(
            "a"
                + code.formatted("200B")
                + "b"
                + code.formatted("00A0")
                + "c"
                + code.formatted("FEFF")
                + code.formatted("3164"));
    assertThat(Codes.block("\uDB40\uDC41"))
        .as("a tag character")
        .isEqualTo(code.formatted("E0041"));
    assertThat(Codes.block("x\uD800y"))
        .as("half a pair")
        .isEqualTo("x" + code.formatted("D800") + "y");
  }

  @Test
  void marksPileUpNotFarAndSelectorsHideNothing() {
    assertThat(Codes.block("e\u0301")).isEqualTo("e\u0301");
    assertThat(Codes.block("e" + "\u0301".repeat(9))).contains("U+0301");
    assertThat(Codes.block("\u2764\uFE0F")).isEqualTo("\u2764\uFE0F");
    assertThat(Codes.block("\u2764\uFE0F\uFE0F\uFE0E")).contains("U+FE0F", "U+FE0E");
  }

  @Test
  void linesAreKeptWhereThereAreSeveral() {
    assertThat(Codes.block("a\n\tb")).isEqualTo("a\n\tb");
    assertThat(Codes.line("a\nb")).isEqualTo("a<b class=\"code\">U+000A</b>b");
  }

  @Test
  void valuesOfFieldsKeepTheirMeaningAsJson() {
    assertThat(Codes.value("{\"a\":\"<\u202E>\"}"))
        .isEqualTo("{&quot;a&quot;:&quot;&lt;\\u202e&gt;&quot;}");
  }

  @Test
  void jsonIsLaidOutAndNothingOfItChanges() {
    assertThat(
            Pretty.json(
                "{\"id\":17,\"amount\":240.00,\"a\":[1,{\"b\":\"x, {y}: \\\"z\"}],\"e\":{}}"))
        .isEqualTo(
            """
            {
              "id": 17,
              "amount": 240.00,
              "a": [
                1,
                {
                  "b": "x, {y}: \\"z"
                }
              ],
              "e": {}
            }""");
    assertThat(Pretty.json("{\"n\":1.10e+3,\"n\":2}")).contains("1.10e+3").contains("\"n\": 2");
    for (String none : new String[] {"print(1)", "{\"a\":1", "{\"a", "]", "[}}", "[".repeat(99)}) {
      assertThat(Pretty.json(none)).isEqualTo(none);
    }
  }
}
