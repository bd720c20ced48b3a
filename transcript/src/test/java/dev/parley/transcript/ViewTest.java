package dev.parley.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Calling;
import dev.parley.agents.Entry.Results;
import dev.parley.agents.Entry.ToolCall;
import dev.parley.agents.Entry.ToolResult;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Pattern;
import dev.parley.agents.Team;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an agent sees of tools: its own calls, and never one without its results. */
class ViewTest {

  private static final Pattern TEAM =
      Team.roundRobin("shop")
          .agent(Agent.assistant("anna").model("openai:gpt-4o"))
          .agent(Agent.assistant("ben").model("openai:gpt-4o"))
          .until(Condition.maxMessages(9))
          .blueprint()
          .team();

  private final List<Entry> log = new ArrayList<>();

  private void add(String author, Kind kind, Words words) {
    EntryHead head =
        new EntryHead(
            log.size(),
            new Intent("i/" + log.size()),
            "d",
            "c" + log.size(),
            author,
            kind,
            null,
            null,
            null,
            List.of(),
            false,
            log.isEmpty(),
            null,
            null,
            List.of(),
            null,
            null);
    log.add(new Entry("shop-1", head, Instant.EPOCH, words));
  }

  private void says(String author, String text) {
    add(author, Kind.TEXT, Words.of(text));
  }

  private void calls(String author, String id) {
    var call = new ToolCall(id, "refund", "{\"id\":17}", "digest");
    add(author, Kind.TOOL_CALLS, new Words("calling", new Calling(List.of(call)), null));
  }

  private void results(String author, String id, String text) {
    var result = new ToolResult(id, "refund", text, false, 1, null);
    add(author, Kind.TOOL_RESULTS, new Words(text, new Results(List.of(result)), null));
  }

  private List<String> seen(String agent, Context... context) {
    return View.of(
            log,
            agent,
            TEAM,
            List.of(context),
            View.Measure.of(entry -> View.words(entry).length()))
        .lines()
        .stream()
        .map(
            line -> line.entry().seq() + (line.results() == null ? "" : "+" + line.results().seq()))
        .toList();
  }

  @Test
  void callsAndTheirResultsAreOneLineOfTheirAuthorAndNobodyElses() {
    says("user", "Refund 17.");
    calls("anna", "a");
    results("anna", "a", "refunded");
    says("anna", "Done.");

    assertThat(seen("anna")).containsExactly("0", "1+2", "3");
    assertThat(seen("ben")).containsExactly("0", "3");
  }

  @Test
  void resultsStandWithTheirCallsWhateverWasSaidMeanwhile() {
    says("user", "Refund 17.");
    calls("anna", "a");
    says("dana", "Hurry.");
    results("anna", "a", "refunded");
    calls("anna", "b");
    results("anna", "b", "again");

    assertThat(seen("anna")).containsExactly("0", "1+3", "2", "4+5");
  }

  @Test
  void callsThatCameToNothingStandAloneAndTakeNoOthersResults() {
    says("user", "Refund 17.");
    calls("anna", "a");
    calls("anna", "b");
    results("anna", "b", "refunded");

    assertThat(seen("anna")).containsExactly("0", "1", "2+3");
  }

  static List<Context> policies() {
    List<Context> all = new ArrayList<>();
    for (int size = 1; size < 9; size++) {
      all.add(new Context.Buffered(size));
      all.add(new Context.HeadAndTail(1, size));
      all.add(new Context.TokenLimited(25 * size));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("policies")
  void noPolicyPartsCallsFromTheirResults(Context policy) {
    says("user", "Refund 17.");
    for (int i = 0; i < 4; i++) {
      calls("anna", "c" + i);
      says("dana", "Hurry.");
      results("anna", "c" + i, "refunded " + i);
      says("anna", "Done " + i);
    }

    assertThat(seen("anna", policy))
        .isNotEmpty()
        .allMatch(line -> line.contains("+") || Integer.parseInt(line) % 4 != 1);
  }

  @Test
  void resultsCountAgainstALimitOfTokens() {
    says("user", "x");
    calls("anna", "a");
    results("anna", "a", "y".repeat(100));
    says("anna", "z");

    assertThat(seen("anna", new Context.TokenLimited(60))).containsExactly("0", "3");
    assertThat(seen("anna", new Context.TokenLimited(300))).containsExactly("0", "1+2", "3");
  }
}
