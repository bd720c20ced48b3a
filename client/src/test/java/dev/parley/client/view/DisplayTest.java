package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "colour               | a\\u001b[31mred\\u001b[0mb      | aredb",
        "cursor up            | a\\u001b[1A\\u001b[2Kb         | ab",
        "window title         | a\\u001b]0;owned\\u0007b        | ab",
        "clipboard            | a\\u001b]52;c;ZXZpbA==\\u001b\\\\b | ab",
        "hyperlink            | \\u001b]8;;http://x\\u0007a\\u001b]8;;\\u0007b | ab",
        "device control       | a\\u001bP1$tx\\u001b\\\\b         | ab",
        "reset                | a\\u001bcb                     | ab",
        "character set        | a\\u001b(0b                    | ab",
        "unfinished title     | a\\u001b]0;b                    | a0;b",
        "unfinished colour    | a\\u001b[31                     | a31",
        "escape at the end    | ab\\u001b                      | ab",
        "eight-bit CSI        | a\\u009b31mb                   | ab",
        "eight-bit OSC        | a\\u009d0;x\\u009cb              | ab",
        "backspace            | a\\b\\bb                        | ab",
        "bell and null        | a\\u0007\\u0000b                | ab",
        "delete               | a\\u007fb                      | ab",
        "bidi override        | a\\u202eb\\u202c                | ab",
        "bidi isolate         | a\\u2066b\\u2069                | ab",
        "bidi marks           | a\\u200e\\u200f\\u061cb          | ab",
        "zero width           | a\\u200b\\u200c\\u200d\\u2060\\ufeffb | ab",
        "soft hyphen          | a\\u00adb                      | ab",
        "tag characters       | a\\udb40\\udc41\\udb40\\udc7fb    | ab",
        "many selectors       | a\\udb40\\udd00\\udb40\\uddefb    | ab",
        "row of selectors     | a\\ufe0f\\ufe0f\\ufe0eb          | a\\ufe0fb",
        "one selector         | \\u2764\\ufe0f                  | \\u2764\\ufe0f",
        "lone high surrogate  | a\\ud83db                      | ab",
        "lone low surrogate   | a\\ude00b                      | ab",
        "emoji                | \\ud83d\\ude00                  | \\ud83d\\ude00",
        "noncharacters        | a\\uffff\\ufdd0b                | ab",
        "Hangul filler        | a\\u3164b                      | ab",
        "line separators      | a\\u2028b\\u2029c\\u0085d         | a\\nb\\nc\\nd",
        "carriage returns     | a\\rb\\r\\nc                     | a\\nb\\nc",
        "line feed and tab    | a\\n\\tb                        | a\\n\\tb",
        "Arabic number sign   | \\u0600a                       | \\u0600a",
        "accents and scripts  | na\\u00efve \\u65e5\\u672c e\\u0301 | na\\u00efve \\u65e5\\u672c"
            + " e\\u0301",
      })
  void whatATerminalObeysOrHidesIsTakenOut(String name, String written, String shown) {
    assertThat(Display.clean(unescape(written))).as(name).isEqualTo(unescape(shown));
  }

  @Test
  void marksThatPaintOverOtherLinesAreLimited() {
    assertThat(Display.clean("a" + "\u0301".repeat(500) + "b")).hasSize(10);
  }

  @Test
  void aLineHasNoLineEnds() {
    assertThat(Display.line(" a\r\nb\tc\n")).isEqualTo("a b c");
  }

  @Test
  void furtherLinesInATerminalAreIndented() {
    assertThat(Display.terminal("a\nuser › b\r\tc", "  ")).isEqualTo("a\n  user › b\n      c");
  }

  @Test
  void aFenceIsLongerThanAnyInside() {
    assertThat(Display.fenced("python", "a\n````\nb")).isEqualTo("`````python\na\n````\nb\n`````");
    assertThat(Display.fenced("x y`\n# z", "a\n")).isEqualTo("```\na\n```");
    assertThat(Display.fenced("c++", "")).isEqualTo("```c++\n```");
  }

  @Test
  void markdownAndHtmlAreEscaped() {
    assertThat(Display.markdown("# *a* [b](c) <d> |\n`e`"))
        .isEqualTo("\\# \\*a\\* \\[b\\](c) \\<d\\> \\| \\`e\\`");
    assertThat(Display.html("<a href=\"x\" id='y'>&\u202e</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
  }

  @Test
  void jsonKeepsEveryCharacterAsAnEscape() {
    assertThat(Display.json("{\"a\":\"\u202e\u007f\ud83d\udb40\udc41é\"}"))
        .isEqualTo("{\"a\":\"\\u202e\\u007f\\ud83d\\udb40\\udc41é\"}");
  }

  @Test
  void hostileTextsOfMegabytesTakeLinearTime() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String part :
              new String[] {"\u001b]", "\u009d", "\u001b[1;", "\u001b", "`", "\u0301", "\r"}) {
            assertThat(Display.clean(part.repeat(1_000_000))).doesNotContain("\u001b", "\u009d");
          }
        });
  }

  /** Java's escapes, because a source file must not hold these characters. */
  private static String unescape(String written) {
    var text = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      if (written.startsWith("\\u", i)) {
        text.append((char) Integer.parseInt(written.substring(i + 2, i + 6), 16));
        i += 5;
      } else if (written.charAt(i) == '\\') {
        text.append(written.substring(i, i + 2).translateEscapes());
        i++;
      } else {
        text.append(written.charAt(i));
      }
    }
    return text.toString();
  }
}
