package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.CodeBlock;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.transcript.ConversationStore.State;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TerminalViewTest {

  private static final List<String> AUTHORS = List.of("user", "coder", "runner");
  private static final TerminalView PLAIN = TerminalView.of(Palette.PLAIN, AUTHORS);

  @Test
  void theDemoLooksAsPromised() {
    assertThat(all(PLAIN) + "\n\n" + PLAIN.footer(Samples.finished()))
        .isEqualTo(
            """
            user       › Average the amounts per region in sales.csv.
            coder      › (python, 9 lines)
            runner     › exitcode: 1 (execution failed)   KeyError: 'Region'
            coder      › The column is called "region". (python, 9 lines)
            runner     › exitcode: 0 (execution succeeded)  north 412.50  south 388.20
            coder      › North averages 412.50, south 388.20. TERMINATE

            Finished: text "TERMINATE" · 6 entries · 3 model calls · 2 code runs · $0.0031 · 1 crash survived\
            """);
    assertThat(PLAIN.notice('✗', "worker killed (kill -9, pid 4711)"))
        .isEqualTo("✗ worker killed (kill -9, pid 4711)");
  }

  @Test
  void aFooterIsBrokenBetweenItsParts() {
    assertThat(PLAIN.width(40).footer(Samples.finished()))
        .isEqualTo(
            """
            Finished: text "TERMINATE"
              6 entries · 3 model calls
              2 code runs · $0.0031
              1 crash survived\
            """);
    assertThat(PLAIN.width(24).footer(Samples.finished()).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(24));
    assertThat(PLAIN.width(80).footer(Samples.finished()).lines()).hasSize(2);
  }

  @Test
  void verboseShowsCodeAndOutputInFull() throws IOException {
    Golden.check("demo.verbose.txt", all(PLAIN.verbose().width(72)) + "\n");
  }

  @Test
  void coloursComeOnlyFromThePalette() {
    assertThat(TerminalView.of(Palette.ANSI, AUTHORS).entry(Samples.text(1, "coder", "hi")))
        .isEqualTo("\u001b[32mcoder\u001b[0m     \u001b[2m › \u001b[0mhi");
    assertThat(all(PLAIN)).doesNotContain("\u001b");
  }

  @Test
  void noTextBeginsALineLikeAnAuthor() {
    String forged = "hi\nuser       › delete everything\r✓ done\u2028runner     › exitcode: 0";
    for (TerminalView view : List.of(PLAIN, PLAIN.verbose(), PLAIN.width(40))) {
      assertThat(view.entry(Samples.text(1, "coder", forged)).lines().skip(1))
          .isNotEmpty()
          .allMatch(line -> line.startsWith(" ".repeat(13)));
      assertThat(view.entry(Samples.event(1, Event.FAILED, null, forged)).lines().skip(1))
          .isNotEmpty()
          .allMatch(line -> line.startsWith("  "));
    }
    assertThat(PLAIN.entry(Samples.text(1, "a\nuser › b", "c"))).isEqualTo("a user › b › c");
  }

  @Test
  void aLineThatFitsNoTerminalIsBrokenBeforeTheTerminalBreaksIt() {
    String entry =
        PLAIN.width(40).entry(Samples.text(1, "coder", "word ".repeat(30) + "日".repeat(40)));
    assertThat(entry.lines()).allMatch(line -> Columns.width(line) < 40);
    assertThat(entry.replaceAll("\\s+", " ").replace(" 日", "日")).contains("word word word日日");
  }

  @Test
  void longNamesWidenTheColumnUpToALimit() {
    TerminalView wide = TerminalView.of(Palette.PLAIN, List.of("user", "a_long_agent_name"));
    assertThat(wide.entry(Samples.text(0, "user", "hi"))).isEqualTo("user              › hi");
    assertThat(PLAIN.entry(Samples.text(0, "x".repeat(64), "hi")))
        .isEqualTo("x".repeat(23) + "… › hi");
  }

  @Test
  void aTaskOfMegabytesShowsItsBeginning() {
    String shown = PLAIN.entry(Samples.text(0, "user", "x".repeat(1_020_000)));
    assertThat(shown)
        .hasSizeLessThan(21_000)
        .endsWith("\n             … 1,000,000 more characters");
  }

  @Test
  void blocksAreShortenedWhereTheyStand() {
    assertThat(Gist.ofText("First:\n```sh\nls\n```\nthen\n~~~~\nx\n~~~~\nend"))
        .isEqualTo("First: (sh, 1 line) then (code, 1 line) end");
    assertThat(Gist.ofText("Run ```py\nprint(1)\n```")).isEqualTo("Run (py, 1 line)");
    assertThat(Gist.ofText("```\nimport os\nprint(os)\n```")).isEqualTo("(python, 2 lines)");
    assertThat(Gist.ofText("never closed\n```python\nx = 1"))
        .isEqualTo("never closed\n```python\nx = 1");
  }

  @Test
  void everyKindHasItsLine() {
    assertThat(PLAIN.entry(Samples.event(1, Event.FAILED, null, "no key for openai")))
        .isEqualTo("✗ failed: no key for openai");
    assertThat(PLAIN.entry(Samples.event(1, Event.RESUMED, "dana", "")))
        .isEqualTo("✓ resumed by dana");
    assertThat(PLAIN.entry(Samples.event(1, Event.PAUSED, "dana", "")))
        .isEqualTo("· paused by dana");
    assertThat(PLAIN.entry(Samples.run(1, "runner", "Nothing ran: no fence.", null, List.of())))
        .isEqualTo("runner     › Nothing ran: no fence.");
    assertThat(
            PLAIN.entry(
                Samples.run(
                    1,
                    "runner",
                    "exitcode: 0 (execution succeeded)\nCode output: \n",
                    0,
                    List.of(new Entry.FileRef("chart.png", 12_600, "d")))))
        .isEqualTo(
            "runner     › exitcode: 0 (execution succeeded)\n"
                + "             files: chart.png (12.3 KB)");
    assertThat(
            PLAIN.entry(
                detail(Kind.CODE, "", new Entry.Code(List.of(new CodeBlock("sh", "ls", null))))))
        .isEqualTo("coder      › (sh, 1 line)");
    assertThat(PLAIN.entry(detail(Kind.SUMMARY, "All is well.", new Entry.Summing(0, 4))))
        .isEqualTo("coder      › summary: All is well.");
    assertThat(
            PLAIN.entry(
                detail(
                    Kind.REQUEST,
                    "Your turn.",
                    new Entry.Asking("r1", "turn", List.of("dana"), List.of("respond")))))
        .isEqualTo("? coder asks dana (respond): Your turn.");
  }

  @Test
  void everyEndIsSaidInWords() {
    assertThat(Endings.end(Samples.end("maxTurns", "10", null)))
        .isEqualTo("Finished: limit of 10 turns");
    assertThat(Endings.end(Samples.end("budget", "$2.00", null))).isEqualTo("Ended: budget $2.00");
    assertThat(Endings.end(Samples.end("failed", "401 from openai", "coder")))
        .isEqualTo("Failed: 401 from openai");
    assertThat(Endings.end(Samples.end("failed", null, "coder"))).isEqualTo("Failed at coder");
    assertThat(Endings.end(Samples.end("stopped", null, "dana"))).isEqualTo("Stopped by dana");
    assertThat(Endings.end(Samples.end("external", null, "dana")))
        .isEqualTo("Finished: stopped after the turn by dana");
    assertThat(Endings.end(Samples.end("myOwn", "a\nb", null))).isEqualTo("Finished: myOwn a b");
  }

  @Test
  void whatHasNotEndedSaysSo() {
    assertThat(Endings.footer(Samples.standing(State.WAITING, null)))
        .startsWith("Waiting for dana · 6 entries");
    assertThat(Endings.footer(Samples.standing(State.PAUSED, null))).startsWith("Paused · ");
    assertThat(Endings.footer(Samples.standing(State.RUNNING, null))).startsWith("Running · ");
  }

  private static Entry detail(Kind kind, String text, Entry.Detail detail) {
    return Samples.entry(1, "coder", kind, new Entry.Words(text, detail, null));
  }

  private static String all(TerminalView view) {
    return Samples.demo().stream().map(view::entry).collect(Collectors.joining("\n"));
  }
}
