package dev.parley.testing;

import static org.awaitility.Awaitility.await;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.parley.activities.tools.Effect;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Choice;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Policy;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.MailStore.Decision;
import dev.parley.transcript.RequestStore;
import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A cashier that refunds orders when people let it, and those people. */
final class Desk {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Stage stage;
  private final Payments payments;

  Desk(Stage stage, Payments payments) {
    this.stage = stage;
    this.payments = payments;
    payments.refunds.clear();
  }

  /** What the workers have; it remembers what it has refunded. */
  static final class Payments {
    private final List<String> refunds = new CopyOnWriteArrayList<>();

    @Tool("Looks an order up")
    @Effect(ToolEffect.READ)
    String lookup(@P("its number") long id) {
      return "order " + id + ", 240.00 EUR";
    }

    @Tool("Refunds an order")
    @Effect(ToolEffect.ONCE)
    String refund(@P("its number") long id, @P("EUR") BigDecimal amount) {
      refunds.add(id + " " + amount);
      return "refunded " + amount;
    }
  }

  /** What one call came to. */
  record Line(String tool, String text, boolean error) {}

  /** A team that looks order 17 up and then refunds these amounts, one after the other. */
  static Blueprint team(Policy policy, String... amounts) {
    List<ScriptedReply> replies = new ArrayList<>();
    replies.add(ScriptedReply.calling(new ScriptedReply.Call("lookup", "{\"id\":17}")));
    for (String amount : amounts) {
      replies.add(
          ScriptedReply.calling(
              new ScriptedReply.Call("refund", "{\"id\":17,\"amount\":" + amount + "}")));
    }
    replies.add(ScriptedReply.say("Done. TERMINATE"));
    return Team.roundRobin("payments")
        .model("main", ModelSpec.scripted("main", replies))
        .agent(Agent.assistant("cashier").tools("lookup", "refund"))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(30)))
        .policy("payments", policy)
        .tool("refund", new ToolSpec(null, null, "payments"))
        .blueprint();
  }

  /** Eight hours, a reminder after two, then what is said. */
  static Policy policy(@Nullable String when, Policy.@Nullable Then then, Policy.Stage... stages) {
    return new Policy(
        when,
        List.of(stages),
        false,
        null,
        List.of(),
        true,
        null,
        Duration.ofHours(8),
        List.of(Duration.ofHours(2)),
        then,
        null);
  }

  static Policy policy(Policy.Stage... stages) {
    return policy(null, null, stages);
  }

  static Policy.Stage stage(String... who) {
    return new Policy.Stage(List.of(who), null, null);
  }

  static Decision decision(String request, Choice choice, @Nullable String text) {
    return new Decision(request, choice, null, null, text, null, null, null, false, null);
  }

  static Decision edit(String arguments) {
    return new Decision(
        "r1", Choice.EDIT, null, "half only", null, arguments, null, null, false, null);
  }

  /** Starts a conversation and waits until somebody is asked. */
  WorkflowStub asked(String id, Blueprint team) {
    WorkflowStub stub = stage.start(id, team, "Refund order 17.");
    var unused = awaitOpen(id, "r1");
    return stub;
  }

  RequestStore.Request awaitOpen(String id, String request) {
    return await()
        .atMost(SOON)
        .until(
            () -> stage.transcript().requests().find(id, request),
            found -> found.filter(one -> one.state() == RequestStore.State.OPEN).isPresent())
        .orElseThrow();
  }

  /** What the sender of a signal or mail is told. */
  String verdict(String id, String mail) {
    Entry entry =
        await().atMost(SOON).until(() -> find(id, mail), Optional::isPresent).orElseThrow();
    return entry.head().event() == Event.REFUSED ? "refused: " + entry.text() : entry.text();
  }

  private Optional<Entry> find(String id, String mail) {
    return stage.entries(id).stream()
        .filter(one -> one.head().intent().key().equals("signal/" + mail))
        .findFirst();
  }

  List<Line> results(String id) {
    return stage.entries(id).stream()
        .filter(entry -> entry.kind() == Kind.TOOL_RESULTS)
        .map(entry -> (Entry.Results) Objects.requireNonNull(entry.words().detail()))
        .flatMap(detail -> detail.results().stream())
        .map(one -> new Line(one.tool(), one.text(), one.error()))
        .toList();
  }

  List<Entry> decisions(String id) {
    return stage.entries(id).stream().filter(one -> one.kind() == Kind.DECISION).toList();
  }

  long events(String id, Event event) {
    return stage.entries(id).stream().filter(one -> one.head().event() == event).count();
  }

  /** What was refunded: order and amount. */
  List<String> refunds() {
    return List.copyOf(payments.refunds);
  }
}
