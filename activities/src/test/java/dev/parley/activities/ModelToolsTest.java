package dev.parley.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.activities.models.ModelCall;
import dev.parley.activities.models.ModelReply;
import dev.parley.activities.tools.ApprovalRules;
import dev.parley.activities.tools.Tools;
import dev.parley.activities.tools.Toolset;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry.ToolCall;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.Json;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models are told of tools, and what histories are told of their calls. */
class ModelToolsTest {

  private static final ApprovalRules ASKS_BY_ARGUMENTS =
      (blueprint, agent, tool, arguments, starter) ->
          arguments.contains("17") ? Optional.of("managers+" + starter) : Optional.empty();

  private final Shop shop;

  ModelToolsTest(@TempDir Path folder) {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private ModelTools tools(ToolEffect effect, ApprovalRules approvals) {
    TestTool refund = TestTool.refund(effect, arguments -> "");
    TestTool other = new TestTool("wire_money", ToolEffect.ONCE, arguments -> "");
    return new ModelTools(
        shop.transcript(), Toolset.of(Tools.of(List.of(refund, other))), approvals);
  }

  private static Agent anna(Blueprint team) {
    return team.agent("anna");
  }

  private ModelTools.Wanted wanted(Blueprint team, ToolEffect effect, ModelReply.Call... calls) {
    return tools(effect, ASKS_BY_ARGUMENTS).wanted(Shop.ID, team, anna(team), List.of(calls));
  }

  private static ModelReply.Call refund(String arguments) {
    return new ModelReply.Call("c1", "refund", arguments);
  }

  @Test
  void anAgentsToolsAreOfferedAndNoOthers() {
    assertThat(tools(ToolEffect.READ, ApprovalRules.NONE).offers(Shop.team(), anna(Shop.team())))
        .extracting(ModelCall.Offer::name, ModelCall.Offer::description)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("refund", "Refunds an order"));
  }

  @Test
  void aToolThatTheWorkerLacksIsAFailureForGoodThatNamesTheRemedy() {
    ModelTools none = new ModelTools(shop.transcript(), Toolset.NONE, ApprovalRules.NONE);

    assertThatThrownBy(() -> none.offers(Shop.team(), anna(Shop.team())))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e -> {
              assertThat(e.getType()).isEqualTo("unknownTool");
              assertThat(e.isNonRetryable()).isTrue();
              assertThat(e.getOriginalMessage())
                  .isEqualTo(
                      "agents.anna.tools: this worker has no tool called \"refund\", it has: none;"
                          + " register it with ParleyWorker.tools, or start the worker with --lib");
            });
  }

  @Test
  void anEntryHoldsTheArgumentsAndAHistoryOnlyTheirDigest() {
    ModelTools.Wanted wanted = wanted(Shop.team(), ToolEffect.ONCE, refund("{'id': 17}"));

    ToolCall call = wanted.calling().calls().getFirst();
    assertThat(call.arguments()).isEqualTo("{\"id\":17}");
    assertThat(call.digest()).isEqualTo(shop.digest("{ \"id\":17 }")).hasSize(32);
    assertThat(wanted.heads())
        .containsExactly(
            new ToolCallHead("c1", "refund", call.digest(), ToolEffect.ONCE, "managers+dana", 0));
    // Not "17" alone: a digest is hexadecimal, and may hold that.
    assertThat(Json.write(wanted.heads())).doesNotContain(":17", "arguments");
  }

  @Test
  void nobodyIsAskedWhereNoPolicySaysSo() {
    assertThat(wanted(Shop.team(), ToolEffect.ONCE, refund("{\"id\":18}")).heads())
        .extracting(head -> String.valueOf(head.policies()))
        .containsExactly("null");
  }

  @ParameterizedTest
  @CsvSource({
    "READ, , READ",
    "READ, ONCE, ONCE",
    "ONCE, READ, ONCE",
    "IDEMPOTENT, READ, IDEMPOTENT",
  })
  void aFileMayOnlyBeStricterThanTheWorker(ToolEffect worker, ToolEffect file, ToolEffect counts) {
    Blueprint team = Shop.team().withTool("refund", new ToolSpec(file, null, null));

    assertThat(wanted(team, worker, refund("{}")).heads())
        .extracting(ToolCallHead::effect)
        .containsExactly(counts);
  }

  @Test
  void aFileMayNameTheTimeThatACallMayTake() {
    Blueprint team =
        Shop.team().withTool("refund", new ToolSpec(null, Duration.ofSeconds(30), null));

    assertThat(wanted(team, ToolEffect.READ, refund("{}")).heads())
        .extracting(ToolCallHead::timeoutMillis)
        .containsExactly(30_000L);
  }

  @ParameterizedTest
  @CsvSource({"look up the order of Mrs Smith", "wire_money", "reply"})
  void aToolThatTheAgentDoesNotHaveIsNoWordInAHistory(String name) {
    ModelTools.Wanted wanted =
        wanted(Shop.team(), ToolEffect.READ, new ModelReply.Call("c1", name, "no JSON"));

    assertThat(wanted.calling().calls().getFirst().tool()).isEqualTo(name);
    assertThat(wanted.calling().calls().getFirst().arguments()).isEqualTo("no JSON");
    assertThat(wanted.heads())
        .containsExactly(new ToolCallHead("c1", "unknown", shop.digest("no JSON")));
  }
}
