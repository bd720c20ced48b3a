package dev.parley.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.ModelReply;
import dev.parley.activities.models.Turn;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Calling;
import dev.parley.agents.Entry.Results;
import dev.parley.agents.Entry.ToolCall;
import dev.parley.agents.Entry.ToolResult;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Kind;
import dev.parley.transcript.Draft;
import dev.parley.transcript.View;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a model is shown the tools it has called. */
class ModelTurnsTest {

  private final Shop shop;

  ModelTurnsTest(@TempDir Path folder) {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void calls() {
    var calls =
        new Calling(
            List.of(
                new ToolCall("a", "refund", "{\"id\":1}", "d"),
                new ToolCall("b", "look_up", "{}", "d")));
    int unused = shop.append(Draft.of("anna", Kind.TOOL_CALLS, new Words("Wait.", calls, null)));
  }

  private void results(ToolResult... results) {
    Words words = new Words("all", new Results(List.of(results)), null);
    int unused = shop.append(Draft.of("anna", Kind.TOOL_RESULTS, words));
  }

  private static ToolResult result(String id, String text) {
    return new ToolResult(id, "x", text, false, 1, null);
  }

  private List<Turn> turns() {
    List<Entry> entries = shop.transcript().entries().read(Shop.ID, 0, 100);
    return ModelTurns.of(
        View.of(
            entries,
            "anna",
            Shop.team().team(),
            List.of(),
            View.Measure.of(entry -> entry.text().length())));
  }

  private static Turn use(String first, String second) {
    return new Turn.ToolUse(
        "Wait.",
        List.of(
            new Turn.Used(new ModelReply.Call("a", "refund", "{\"id\":1}"), first),
            new Turn.Used(new ModelReply.Call("b", "look_up", "{}"), second)));
  }

  @Test
  void eachCallHasItsResultInTheOrderOfTheCalls() {
    calls();
    results(result("b", "found"), result("a", "refunded"));

    assertThat(turns()).containsExactly(Turn.user("user", "Refund 17."), use("refunded", "found"));
    assertThat(turns().getLast().text()).isEqualTo("refunded\nfound");
  }

  @Test
  void aCallWithoutAResultWasCancelled() {
    calls();
    results(result("a", "refunded"));
    calls();

    assertThat(turns())
        .containsExactly(
            Turn.user("user", "Refund 17."),
            use("refunded", Turn.Used.CANCELLED),
            use(Turn.Used.CANCELLED, Turn.Used.CANCELLED));
  }
}
