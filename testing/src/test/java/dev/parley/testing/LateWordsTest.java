package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Words that arrive while a workflow task runs effects of its own: the server keeps them back, does
 * not take the end of the run, and the task runs again with the words in front of its effects.
 */
@Timeout(60)
class LateWordsTest {

  private static final String ID = "late";

  /** What is said before the words come. */
  private static final List<String> FIRST =
      List.of("user: Decide.", "helper: Shall we?", "first: I agree.", "second: ENOUGH");

  /** The agents whose function was called, each time. */
  private static final List<String> CALLS = new CopyOnWriteArrayList<>();

  /** What happens while the function of {@code second} is called for the first time. */
  private static final AtomicReference<Runnable> MEANWHILE = new AtomicReference<>(() -> {});

  @BeforeEach
  void begin() {
    CALLS.clear();
    MEANWHILE.set(() -> {});
  }

  private static Optional<String> speak(String agent, List<Entry> view) {
    CALLS.add(agent);
    if (agent.equals("second")) {
      MEANWHILE.getAndSet(() -> {}).run();
    }
    return Optional.of(agent.equals("second") ? "ENOUGH" : "I agree.");
  }

  private static Agent speaker(String name) {
    Reply way = new Reply.Custom("speak");
    return new Agent(name, Agent.Type.ConversableAgent, "", List.of(way), null, null);
  }

  /** A model's call is an activity; what the two others do belongs to the task after it. */
  private static Blueprint team(Condition end) {
    ModelSpec model =
        ModelSpec.scripted(
            "main",
            List.of(
                ScriptedReply.say("Shall we?"), ScriptedReply.when("wait", "I heard that. OVER")));
    return Team.roundRobin("late")
        .model("main", model)
        .agent(Agent.assistant("helper"))
        .agent(speaker("first"))
        .agent(speaker("second"))
        .until(end)
        .blueprint();
  }

  /** Starts it; returns the run that the words come to. */
  private static WorkflowStub start(Stage stage, Condition end, String... words) {
    MEANWHILE.set(
        () -> {
          WorkflowStub late = stage.temporal().getWorkflowClient().newUntypedWorkflowStub(ID);
          for (String word : words) {
            // As by hand: what is in the store the run would find there before it ends.
            late.signal("say", Map.of("id", word.replace(' ', '-'), "text", word, "by", "dana"));
          }
        });
    return stage.start(ID, team(end), "Decide.");
  }

  /** The end of the run was not taken, because there were words that it had not seen. */
  private static void assertTaskRanAgain(Stage stage, WorkflowStub run) {
    String first = Objects.requireNonNull(run.getExecution()).getRunId();
    assertThat(stage.temporal().getWorkflowClient().fetchHistory(ID, first).getEvents())
        .extracting(event -> event.getWorkflowTaskFailedEventAttributes().getCause())
        .contains(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND);
  }

  private static void assertWhole(Stage stage) {
    assertThat(stage.transcript().entries().verify(ID)).isEmpty();
    assertThat(stage.transcript().mail().open(ID)).isEmpty();
  }

  @Nested
  class WhileTheRunIsCompleted {

    @RegisterExtension
    static final ParleyExtension PARLEY =
        ParleyExtension.create().reply("speak", LateWordsTest::speak);

    private static final Condition ENOUGH = Condition.textMention("ENOUGH");

    @Test
    void theyAreInTheTranscriptAndAreAnswered(Stage stage) {
      assertAnswered(stage, "No, wait!");
    }

    @Test
    void aBurstOfThemIsTakenInItsOrder(Stage stage) {
      assertAnswered(
          stage, IntStream.range(0, 150).mapToObj("wait %d"::formatted).toArray(String[]::new));
    }

    private static void assertAnswered(Stage stage, String... words) {
      WorkflowStub run = start(stage, ENOUGH, words);
      assertThat(stage.outcome(run).end().reason()).isEqualTo("textMention");

      assertTaskRanAgain(stage, run);
      List<String> expected = new ArrayList<>(FIRST);
      Stream.of(words).map("dana: "::concat).forEach(expected::add);
      expected.add("helper: I heard that. OVER");
      expected.addAll(FIRST.subList(2, 4));
      assertThat(stage.lines(ID)).isEqualTo(expected);
      assertThat(CALLS).containsExactly("first", "second", "first", "second");
      assertThat(stage.standing(ID).round()).isEqualTo(2);
      assertWhole(stage);
    }
  }

  @Nested
  class WhileTheRunContinuesAsNew {

    @RegisterExtension
    static final ParleyExtension PARLEY =
        ParleyExtension.create().reply("speak", LateWordsTest::speak).continueAsNewAfter(3);

    @Test
    void theyComeAfterTheEffectsThatHadHappenedAndAreHeard(Stage stage) {
      WorkflowStub run = start(stage, Condition.textMention("OVER"), "No, wait!");
      assertThat(stage.outcome(run).end().reason()).isEqualTo("textMention");

      assertTaskRanAgain(stage, run);
      List<String> expected = new ArrayList<>(FIRST);
      expected.addAll(List.of("dana: No, wait!", "helper: I heard that. OVER"));
      assertThat(stage.lines(ID)).isEqualTo(expected);
      assertThat(CALLS).containsExactly("first", "second");
      assertWhole(stage);
    }
  }
}
