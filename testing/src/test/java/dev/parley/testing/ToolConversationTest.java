package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.parley.activities.tools.Effect;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.ScriptedReply.Call;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conversations whose agents call tools. */
class ToolConversationTest {

  private static final ConcurrentLinkedQueue<String> KEYS = new ConcurrentLinkedQueue<>();

  @RegisterExtension
  static final ParleyExtension PARLEY = ParleyExtension.create().tools(new Payments());

  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final CountDownLatch OPEN = new CountDownLatch(1);

  static final class Payments {
    @Tool("Pays once")
    @Effect(ToolEffect.ONCE)
    String pay() {
      BEGUN.countDown();
      // A bank that has begun does not stop.
      boolean open = false;
      while (!open) {
        open = opened();
      }
      return "paid";
    }

    private static boolean opened() {
      try {
        OPEN.await();
        return true;
      } catch (InterruptedException deaf) {
        return false;
      }
    }

    @Tool("Refunds an order")
    @Effect(ToolEffect.IDEMPOTENT)
    String refund(@P("order") long id, ToolContext context) {
      KEYS.add(context.key());
      if (id == 99) {
        throw new IllegalStateException("order 99 is closed");
      }
      return "refunded " + id;
    }
  }

  private static Blueprint team(ScriptedReply... replies) {
    return Team.roundRobin("shop")
        .model("main", ModelSpec.scripted("main", List.of(replies)))
        .agent(Agent.assistant("anna").model("main").tools("refund", "pay"))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(9)))
        .blueprint();
  }

  private static Call refund(String arguments) {
    return new Call("refund", arguments);
  }

  @Test
  void callsAreMadeAndTheirResultsGoBackToTheModelInOrder(Stage stage) {
    Played played =
        stage.play(
            team(
                ScriptedReply.calling(
                    refund("{\"id\":17}"),
                    refund("{\"id\":99}"),
                    refund("{\"id\":\"x\"}"),
                    new Call("refnd", "{}")),
                ScriptedReply.when("refunded 17", "Done. TERMINATE")),
            "Refund 17.");

    assertThat(played.end().reason()).isEqualTo("textMention");
    List<Entry> entries = stage.entries(played.id());
    assertThat(entries)
        .extracting(Entry::kind)
        .containsExactly(Kind.TEXT, Kind.TOOL_CALLS, Kind.TOOL_RESULTS, Kind.TEXT);
    assertThat(results(entries.get(2)))
        .extracting(Entry.ToolResult::text)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("refunded 17"),
            second -> assertThat(second).isEqualTo("Error: order 99 is closed"),
            third -> assertThat(third).startsWith("Error: $.id: string found, integer expected"),
            fourth -> assertThat(fourth).contains("there is no tool called \"refnd\""));
    assertThat(KEYS).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void ofAPaymentThatIsInterruptedNobodySaysThatItDidNotHappen(Stage stage) throws Exception {
    WorkflowStub stub =
        stage.start(
            "pay",
            team(
                ScriptedReply.calling(new Call("pay", "{}")),
                ScriptedReply.say("I shall ask. TERMINATE")),
            "Pay.");
    BEGUN.await();

    stub.signal("interrupt", Map.of("id", "i1", "by", "dana"));
    await().until(() -> stage.entries("pay").size() > 3);
    OPEN.countDown();
    stage.say(stub, "pay", "m1", "dana", "Go on.");

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(results(stage.entries("pay").get(2)).getFirst().text())
        .isEqualTo("Error: cancelled; nobody knows whether it has happened.");
  }

  private static List<Entry.ToolResult> results(Entry entry) {
    return entry.words().detail() instanceof Entry.Results all ? all.results() : List.of();
  }
}
