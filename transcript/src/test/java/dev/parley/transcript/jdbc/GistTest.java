package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry.Asking;
import dev.parley.agents.Policy.Priority;
import dev.parley.agents.RequestKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked, in one line. */
class GistTest {

  private static String gist(RequestKind kind, @Nullable String tool, @Nullable String arguments) {
    var asking =
        new Asking(
            "r1",
            kind.wire(),
            List.of(),
            List.of(),
            "cashier",
            tool,
            "c",
            arguments,
            null,
            null,
            null,
            null,
            Priority.NORMAL);
    return Gist.of(kind, "cashier", asking);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{\"id\":17,\"amount\":240.00} | refund(id=17, amount=240.00)",
        "{\"b\":true,\"a\":null,\"n\":1e400} | refund(b=true, a=null, n=1e400)",
        "{\"to\":\"Dana \\\"D\\\"\",\"x\":1} | refund(to=\"Dana \\\"D\\\"\", x=1)",
        "{\"note\":\"x\\\", id=18, y=\\\"\"} | refund(note=\"x\\\", id=18, y=\\\"\")",
        "{\"id=18, x\":1} | refund(\"id=18, x\"=1)",
        "{\"list\":[1,{\"a\":\"b\"}],\"z\":{\"q\":1}} | refund(list=[1,{\"a\":\"b\"}], z={\"q\":1})",
        "{} | refund()",
        "[1,2] | refund([1,2])",
        "{\"id\":17, | refund({\"id\":17,)",
        "not JSON | refund(not JSON)",
      })
  void aToolShowsItsArgumentsInTheirOrderAndAsTheyWereWritten(String arguments, String gist) {
    assertThat(gist(RequestKind.TOOL, "refund", arguments)).isEqualTo(gist);
  }

  @Test
  void eachKindSaysWhatIsAsked() {
    assertThat(gist(RequestKind.IN_DOUBT, "refund", "{\"id\":17}"))
        .isEqualTo("did refund(id=17) happen?");
    assertThat(gist(RequestKind.CODE, null, "\n\n  import os\nos.remove('x')"))
        .isEqualTo("import os");
    assertThat(gist(RequestKind.CODE, null, "")).isEqualTo("approve a code run");
    assertThat(gist(RequestKind.BUDGET, null, null)).isEqualTo("raise the budget");
    assertThat(gist(RequestKind.HUMAN, null, null)).isEqualTo("reply as cashier");
    assertThat(gist(RequestKind.TOOL, null, null)).isEqualTo("approve a tool");
    for (RequestKind kind : RequestKind.values()) {
      assertThat(Gist.of(kind, "", null)).isNotEmpty();
    }
  }

  @Test
  void aLongGistIsCutBetweenCharacters() {
    for (int i = 0; i < 4; i++) {
      String gist =
          gist(RequestKind.TOOL, "t", "{\"x\":\"" + "a".repeat(i) + "😀".repeat(500) + "\"}");
      assertThat(gist).hasSizeBetween(Gist.MOST - 1, Gist.MOST).endsWith("😀…");
    }
    assertThat(gist(RequestKind.TOOL, "t", "{\"x\":\"" + "a".repeat(193) + "\"}"))
        .hasSize(Gist.MOST)
        .endsWith("\")");
  }

  @Test
  void whatSteersATerminalOrTurnsTheTextAroundItIsLeftOut() {
    assertThat(gist(RequestKind.TOOL, "t", "{\"x\":\"a\u202eb\\u0007\\u001b[31m\u2028c\ud83d\"}"))
        .doesNotContain("\u202e", "\u0007", "\u001b", "\u2028", "\ud83d")
        .startsWith("t(x=\"ab");
    assertThat(gist(RequestKind.CODE, null, "a\u202e\u2066b\u0000c")).isEqualTo("ab c");
  }
}
