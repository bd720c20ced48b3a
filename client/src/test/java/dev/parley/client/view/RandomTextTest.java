package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.CodeBlock;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts that no person would write, from printed seeds. */
class RandomTextTest {

  private static final int ROUNDS = 300;

  private static final String[] PARTS = {
    "\u001b[31m",
    "\u001b]0;",
    "\u001b",
    "\u0007",
    "\u009b",
    "\r",
    "\n",
    "\t",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\udb40\udc41",
    "\ud83d",
    "\ude00",
    "&#x202E;",
    "&#27;",
    "&#8203;",
    "&rlm;",
    "&lt;",
    "<",
    ">",
    "\"",
    "'",
    "<script>",
    "</pre>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "`",
    "```",
    "~~~",
    "*",
    "**",
    "_",
    "[a](",
    "![b](",
    ")",
    "[c]: ",
    "> ",
    "- ",
    "1. ",
    "# ",
    "|",
    "\\",
    "{{",
    "}}",
    "javascript:",
    "https://example.org/",
    "日本",
    "e\u0301",
    "\u0000",
    "\uffff",
    " ",
    "    ",
    "word",
    "&",
    ";",
    "$1",
    "\u2028",
  };

  @Test
  void nothingHiddenPassesAnyView() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Shown shown = shown(random);
      for (String output : outputs(shown)) {
        assertThat(output.codePoints().filter(RandomTextTest::isForbidden).toArray())
            .as("seed %d", seed)
            .isEmpty();
      }
      PageTest.parse(HtmlView.render(shown));
    }
  }

  @Test
  void noRandomTextBeginsALineOfTheTerminal() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    TerminalView view = TerminalView.of(Palette.PLAIN, List.of("coder")).width(60);
    for (int i = 0; i < ROUNDS; i++) {
      String shown = view.entry(Samples.text(1, "coder", text(random)));
      assertThat(shown.lines().skip(1))
          .as("seed %d", seed)
          .allMatch(line -> line.isEmpty() || line.startsWith("   "));
      assertThat(shown).as("seed %d", seed).startsWith("coder      ›");
    }
  }

  @Test
  void noRandomTextIsAHeadingOfTheDocument() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      String text = text(random);
      Entry said = Samples.text(0, "user", text);
      Entry printed = Samples.run(1, "runner", "exitcode: 0 (x)\n" + text, 0, List.of());
      String document = MarkdownView.render(Samples.shown(List.of(said, printed)));
      int second = document.indexOf("\n## 1 · runner\n");
      assertThat(second).as("seed %d", seed).isPositive();
      assertThat(document.substring(0, second).lines())
          .as("seed %d", seed)
          .filteredOn(line -> line.startsWith("#"))
          .containsExactly("# coding-7f3a", "## 0 · user");
    }
  }

  private static List<String> outputs(Shown shown) {
    var outputs = new ArrayList<String>();
    outputs.add(HtmlView.render(shown));
    outputs.add(MarkdownView.render(shown));
    outputs.add(ListView.render(List.of(shown.standing()), Samples.START, 80));
    outputs.add(CostView.render(shown.spent()));
    outputs.add(JsonLines.header(shown.standing()));
    outputs.add(JsonLines.ended(shown.standing()));
    TerminalView view = TerminalView.of(Palette.PLAIN, shown.authors());
    outputs.add(view.footer(shown.standing()));
    for (Entry entry : shown.entries()) {
      outputs.add(JsonLines.entry(entry));
      outputs.add(view.entry(entry));
      outputs.add(view.verbose().width(50).entry(entry));
    }
    return outputs;
  }

  private static Shown shown(Random random) {
    String one = text(random);
    var detailed =
        List.of(
            Samples.called(Samples.text(0, one, one), one, "0.1"),
            Samples.run(1, one, one, 1, List.of(new Entry.FileRef(one, 1, one))),
            Samples.event(2, Event.REFUSED, one, one),
            words(3, Kind.CODE, new Entry.Code(List.of(new CodeBlock(one, one, one)))),
            words(4, Kind.REQUEST, new Entry.Asking(one, one, List.of(one), List.of(one))),
            words(5, Kind.SUMMARY, new Entry.Summing(0, 1)));
    var standing =
        new Standing(
            one,
            one,
            one,
            one,
            State.FINISHED,
            Samples.START,
            Samples.START,
            6,
            one,
            one,
            one,
            1,
            1,
            1,
            Usage.NONE,
            Money.ZERO,
            0,
            1,
            Samples.end(one, one, one),
            one,
            1);
    return new Shown(standing, detailed, List.of(new Spent(one, one, 1, Usage.NONE, Money.ZERO)));
  }

  private static Entry words(int seq, Kind kind, Entry.Detail detail) {
    return Samples.entry(seq, "coder", kind, new Entry.Words("", detail, null));
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    int parts = random.nextInt(60);
    for (int i = 0; i < parts; i++) {
      if (random.nextInt(4) == 0) {
        text.append((char) random.nextInt(0x10000));
      } else {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
    }
    return text.toString();
  }

  /** What must never be seen, said in another way than the code under test says it. */
  private static boolean isForbidden(int c) {
    return c != '\n' && c != '\t' && Character.isISOControl(c)
        || c >= 0xD800 && c <= 0xDFFF
        || c == 0x061C
        || c >= 0x200B && c <= 0x200F
        || c >= 0x2028 && c <= 0x202E
        || c >= 0x2060 && c <= 0x206F
        || c == 0xFEFF
        || c >= 0xE0000 && c <= 0xE01EF;
  }
}
