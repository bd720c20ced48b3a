package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.view.Palette;
import dev.parley.client.view.TerminalView;
import dev.parley.transcript.LiveText;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply that grows on a terminal, as the terminal shows it. */
final class SayingsTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private Sayings sayings(int columns, int rows, boolean colour) {
    var stream = new PrintStream(output, true, StandardCharsets.UTF_8);
    var console =
        new Console(
            InputStream.nullInputStream(),
            stream,
            stream,
            true,
            true,
            true,
            columns,
            rows,
            true,
            colour);
    return new Sayings(console, view(columns, colour ? Palette.ANSI : Palette.PLAIN));
  }

  private static TerminalView view(int columns, Palette palette) {
    return TerminalView.of(palette, List.of("user", "coder")).width(columns);
  }

  private static LiveText more(String call, int from, String more) {
    return new LiveText(call, 3, "coder", 1, from, more);
  }

  private String written() {
    return output.toString(StandardCharsets.UTF_8);
  }

  private String shown(int columns, int rows) {
    return new Glass(columns, rows).show(written()).text();
  }

  /** Says a text in parts of random lengths. */
  private static void say(Sayings sayings, String call, String text, Random random) {
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(12));
      sayings.hear(more(call, from, text.substring(from, to)));
      from = to;
    }
  }

  @Test
  void wordsAppearBehindTheirAuthorAsTheyCome() {
    Sayings sayings = sayings(60, 20, false);
    sayings.hear(more("a", 0, "One "));
    assertThat(shown(60, 20)).isEqualTo("coder      › One");
    sayings.hear(more("a", 4, "two\nthree"));
    assertThat(shown(60, 20)).isEqualTo("coder      › One two\n             three");
    sayings.replace(3, "coder      › One two three.");
    assertThat(new Glass(60, 20).show(written()).lines())
        .containsExactly("coder      › One two three.", "");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 31, 60, 200})
  void onlyTheEntryStaysHoweverNarrowTheTerminal(int columns) {
    Random random = new Random(columns);
    Sayings sayings = sayings(columns, 10, true);
    String text =
        "The amounts of the north are lower. ".repeat(20) + "\n\n- one\n- two\n日本語 ".repeat(9);
    sayings.replace(2, "user       › Look!");
    say(sayings, "a", text, random);
    sayings.replace(3, "the entry");
    assertThat(new Glass(columns, 10).show(written()).lines())
        .containsExactly("user       › Look!", "the entry", "");
  }

  @Test
  void aReplyThatIsHigherThanTheTerminalShowsItsEnd() {
    Sayings sayings = sayings(60, 8, false);
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      text.append("line ").append(line).append('\n');
    }
    say(sayings, "a", text.toString(), new Random(1));
    List<String> lines = new Glass(60, 8).show(written()).lines();
    assertThat(lines).hasSize(6).first().isEqualTo("coder      › …");
    assertThat(lines.getLast()).isEqualTo("             line 99");
  }

  @Test
  void anotherAttemptTakesThePlaceOfWhatWasSaid() {
    Sayings sayings = sayings(60, 20, false);
    sayings.hear(more("a", 0, "The first attempt was\nlong"));
    sayings.hear(more("b", 0, "Again"));
    assertThat(shown(60, 20)).isEqualTo("coder      › Again");
  }

  @Test
  void whatIsHeardTwiceIsShownOnce() {
    Sayings sayings = sayings(60, 20, false);
    sayings.hear(more("a", 0, "One two"));
    sayings.hear(more("a", 0, "One two three"));
    assertThat(shown(60, 20)).isEqualTo("coder      › One two three");
  }

  @Test
  void aSilentModelIsSaidToBeSilentBelowItsWords() {
    Sayings sayings = sayings(60, 20, true);
    sayings.hear(more("a", 0, "Well"));
    sayings.idle(3);
    assertThat(shown(60, 20)).isEqualTo("coder      › Well\n  … 3 s");
    sayings.hear(more("a", 4, ", yes"));
    assertThat(shown(60, 20)).isEqualTo("coder      › Well, yes");
    sayings.erase();
    assertThat(shown(60, 20)).isEmpty();
  }

  @Test
  void withoutColoursNoneAreGiven() {
    Sayings sayings = sayings(60, 20, false);
    sayings.hear(more("a", 0, "plain"));
    sayings.idle(2);
    assertThat(written()).doesNotContainPattern("\u001B\\[[\\d;]*m");
  }

  /** The glass fails when it is told anything that is not Parley's own. */
  @Test
  void noTerminalIsToldWhatAModelWritesHoweverItIsTorn() {
    String hostile =
        "a\u001B[31mred\u001B[2J\u001B]0;title\u0007b\r\u009B5Ac\u202Eevil\u2066\u0008\u001B[?1049h"
            + "```python\nprint('\u001B[H')\n```\u001BPq\u001B\\end";
    for (int seed = 0; seed < 50; seed++) {
      output.reset();
      Sayings sayings = sayings(60, 20, true);
      say(sayings, "a", hostile, new Random(seed));
      assertThat(shown(60, 20)).endsWith("end").doesNotContain("\u202E", "\u2066", "\u009B");
    }
  }

  @Test
  void aBlockOfCodeGrowsLineByLine() {
    Sayings sayings = sayings(60, 20, false);
    sayings.hear(more("a", 0, "See:\n```python\nx = 1\n"));
    assertThat(shown(60, 20))
        .isEqualTo("coder      › See:\n             ```python\n             x = 1");
    sayings.hear(more("a", 22, "y = 2\n```"));
    assertThat(shown(60, 20)).endsWith("y = 2\n             ```");
  }
}
