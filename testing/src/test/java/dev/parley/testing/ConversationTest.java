package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Executor;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Summary;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.workflows.Outcome;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConversationTest {

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create()
          .reply("board", (agent, view) -> Optional.of("e4 " + view.size()))
          .condition("long", text -> text.startsWith("e4"));

  static ModelSpec script(String... replies) {
    List<ScriptedReply> all = new ArrayList<>();
    for (String reply : replies) {
      all.add(ScriptedReply.say(reply));
    }
    return ModelSpec.scripted("main", all);
  }

  static Blueprint coding(ModelSpec model) {
    return Team.roundRobin("coding")
        .model("main", model)
        .agent(Agent.assistant("coder"))
        .agent(Agent.codeExecutor("runner").executor(Executor.DEFAULT.in(Executor.Type.LOCAL)))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(30)))
        .blueprint();
  }

  @Test
  void aCodingConversationRepairsItsProgramAndEnds(Stage stage) {
    Blueprint team =
        coding(
            script(
                "```python\nprint(1/0)\n```",
                "```python\nopen('out.txt','w').write('x')\nprint(6*7)\n```",
                "It is 42. TERMINATE"));

    WorkflowStub stub = stage.start("coding-1", team, "What is six times seven?");
    Outcome outcome = stage.outcome(stub);

    assertThat(outcome.end()).isEqualTo(new Outcome.End("textMention", "coder", 0));
    assertThat(stage.entries("coding-1")).hasSize(6);
    assertThat(stage.lines("coding-1").get(2)).startsWith("runner: exitcode: 1 (execution failed)");
    assertThat(stage.lines("coding-1").get(4))
        .isEqualTo("runner: exitcode: 0 (execution succeeded)\nCode output: 42\n");
    var standing = stage.standing("coding-1");
    assertThat(standing.state()).isEqualTo(State.FINISHED);
    assertThat(standing.modelCalls()).isEqualTo(3);
    assertThat(standing.codeRuns()).isEqualTo(2);
    assertThat(standing.end()).satisfies(end -> assertThat(end.detail()).isEqualTo("TERMINATE"));
    Entry.CodeResult run =
        Objects.requireNonNull(
            (Entry.CodeResult) stage.entries("coding-1").get(4).words().detail());
    assertThat(run.files()).extracting(Entry.FileRef::name).containsExactly("out.txt");
  }

  @Test
  void wordsSaidToAFinishedConversationOpenAnotherRound(Stage stage) {
    Blueprint team = coding(script("First. TERMINATE", "Second. TERMINATE"));
    WorkflowStub stub = stage.start("c1", team, "task");
    stage.outcome(stub);

    stage.post("c1", "m1", "dana", "and again");
    stage.transcript().conversations().expectRun("c1");
    Outcome second = stage.outcome(stage.run("c1", stage.standing("c1").blueprint()));

    assertThat(second.end().reason()).isEqualTo("textMention");
    assertThat(stage.lines("c1"))
        .startsWith("user: task", "coder: First. TERMINATE", "dana: and again")
        .hasSize(5);
    assertThat(stage.standing("c1").round()).isEqualTo(2);
  }

  @Test
  void aPersonIsAskedAndAnswersOrPressesEnterOrLeaves(Stage stage) {
    Blueprint team =
        Team.twoAgents("chat")
            .model("main", script("Who are you?", "Hello Dana.", "Still there?"))
            .agent(Agent.userProxy("person", Human.ALWAYS))
            .agent(Agent.assistant("helper"))
            .blueprint();
    WorkflowStub stub = stage.start("chat-1", team, "hi");
    awaitState(stage, "chat-1", State.WAITING);
    stage.say(stub, "chat-1", "m1", "dana", "I am Dana.");
    await().until(() -> stage.entries("chat-1").size() >= 6);
    awaitState(stage, "chat-1", State.WAITING);
    stage.say(stub, "chat-1", "m2", "dana", "");
    await().until(() -> stage.entries("chat-1").size() >= 10);
    awaitState(stage, "chat-1", State.WAITING);
    stage.say(stub, "chat-1", "m3", "dana", "exit");

    assertThat(stage.outcome(stub).end()).isEqualTo(new Outcome.End("exit", "dana", 3));
    assertThat(stage.lines("chat-1"))
        .containsExactly(
            "user: hi",
            "helper: Who are you?",
            "person: dana is asked to reply as person",
            "person: I am Dana.",
            "helper: Hello Dana.",
            "person: dana is asked to reply as person",
            "parley: (silent)",
            "person: " + Agent.DEFAULT_REPLY,
            "helper: Still there?",
            "person: dana is asked to reply as person",
            "parley: (exit)");
  }

  private static void awaitState(Stage stage, String id, State state) {
    await().atMost(Duration.ofSeconds(10)).until(() -> stage.standing(id).state() == state);
  }

  @Test
  void interruptCancelsARunningCallAndWordsSetItGoingAgain(Stage stage) {
    ModelSpec slow =
        ModelSpec.scripted(
            "main",
            List.of(
                new ScriptedReply(
                    "go", null, 1, "too late", null, Duration.ofMinutes(5), null, null),
                ScriptedReply.when("stop that", "As you wish. TERMINATE")));
    WorkflowStub stub = stage.start("slow", coding(slow), "go");
    await()
        .until(() -> stage.transcript().entries().attempts("slow", "main", "turn/1/coder/1") > 0);
    stub.signal("interrupt", Map.of("by", "dana"));
    awaitState(stage, "slow", State.WAITING);
    stage.say(stub, "slow", "m1", "dana", "stop that");

    stage.outcome(stub);
    assertThat(stage.lines("slow"))
        .containsExactly(
            "user: go",
            "parley: (cancelled)",
            "parley: (interrupted)",
            "parley: dana is asked how to go on",
            "dana: stop that",
            "coder: As you wish. TERMINATE");
  }

  @Test
  void pauseHoldsStopEndsAndUnknownOrUnreadableSignalsAreRefused(Stage stage) {
    Blueprint team =
        Team.twoAgents("chat")
            .model("main", script("Hello."))
            .agent(Agent.userProxy("person", Human.ALWAYS))
            .agent(Agent.assistant("helper"))
            .blueprint();
    WorkflowStub stub = stage.start("p", team, "hi");
    awaitState(stage, "p", State.WAITING);
    stub.signal("dance", "x");
    stub.signal("pause", "not an object");
    stub.signal("pause", Map.of("id", "s1", "by", "dana"));
    stub.signal("pause", Map.of("id", "s1", "by", "dana"));
    awaitState(stage, "p", State.PAUSED);
    stub.signal("stop", Map.of("by", "dana"));

    assertThat(stage.outcome(stub).end()).isEqualTo(new Outcome.End("stopped", "dana", 0));
    assertThat(stage.lines("p").subList(3, 7))
        .containsExactly(
            "parley: (refused)", "parley: (refused)", "parley: (paused)", "parley: (stopped)");
  }

  @Test
  void aCallThatFailsForGoodEndsTheConversationWithItsReason(Stage stage) {
    ModelSpec broken =
        ModelSpec.scripted(
            "main",
            List.of(
                new ScriptedReply(
                    null, null, 1, null, null, null, null, new ScriptedReply.Failure(401, null))));
    assertThat(stage.outcome(stage.start("f", coding(broken), "task")).end().reason())
        .isEqualTo("failed");
    var end = Objects.requireNonNull(stage.standing("f").end());
    assertThat(end.detail()).contains("401");
    assertThat(stage.standing("f").state()).isEqualTo(State.FAILED);
  }

  @Test
  void aTwoAgentChatIsSummedUpByAModelAtItsEnd(Stage stage) {
    Blueprint team =
        Team.twoAgents("sum")
            .model("main", script("Blue. TERMINATE", "The colour is blue."))
            .agent(
                Agent.userProxy("boss", Human.NEVER)
                    .termination(Condition.textMention("TERMINATE")))
            .agent(Agent.assistant("helper"))
            .summary(new Summary.Reflection("Sum up."))
            .blueprint();
    Outcome outcome = stage.outcome(stage.start("s", team, "Which colour?"));

    assertThat(outcome.end()).isEqualTo(new Outcome.End("textMention", "helper", 0));
    assertThat(stage.lines("s").getLast()).isEqualTo("helper: The colour is blue.");
  }

  @Test
  void functionsOnTheWorkerReplyAndDecide(Stage stage) {
    Blueprint team =
        Team.roundRobin("game")
            .agent(
                new Agent(
                    "board",
                    Agent.Type.ConversableAgent,
                    "",
                    List.of(new dev.parley.agents.Reply.Custom("board")),
                    null,
                    null))
            .until(new Condition.Functional("long"))
            .blueprint();
    assertThat(stage.outcome(stage.start("g", team, "play")).end().reason())
        .isEqualTo("functional");
    assertThat(stage.lines("g")).containsExactly("user: play", "board: e4 1");
  }
}
