package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Reply;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.Spent;
import dev.parley.workflows.Outcome;
import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions of a worker's owner that throw: nothing is paid again, nothing is tried for ever. */
@Timeout(60)
class ThrowingFunctionsTest {

  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final AtomicBoolean MENDED = new AtomicBoolean();

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create()
          .reply(
              "broken", (agent, view) -> Optional.of("no " + throwing("the secret " + view.size())))
          .condition("picky", ThrowingFunctionsTest::picky)
          .condition("shaky", ThrowingFunctionsTest::shaky)
          .condition(
              "deep",
              text -> text.startsWith("secret") && ThrowingFunctionsTest.deep(text.length()) > 0);

  @BeforeEach
  void begin() {
    CALLS.set(0);
    MENDED.set(false);
  }

  private static boolean throwing(String words) {
    CALLS.incrementAndGet();
    throw new IllegalStateException(words);
  }

  private static boolean picky(String text) {
    return text.startsWith("secret") && !MENDED.get() && throwing(text);
  }

  /** Throws the first two times. */
  private static boolean shaky(String text) {
    return text.startsWith("secret") && (CALLS.get() >= 2 || throwing(text));
  }

  private static int deep(int depth) {
    return depth < 0 ? 0 : 1 + deep(depth + 1);
  }

  private static Blueprint asking(String condition) {
    return Team.roundRobin("asking")
        .model(
            "main",
            ModelSpec.scripted(
                "main",
                List.of(ScriptedReply.say("secret answer"), ScriptedReply.say("secret again"))))
        .agent(Agent.assistant("helper"))
        .until(new Condition.Functional(condition))
        .blueprint();
  }

  private static String failure(Stage stage, String id) {
    Entry last = stage.entries(id).getLast();
    assertThat(last.head().event()).isEqualTo(Event.FAILED);
    return last.text();
  }

  @Test
  void aReplyThatWasPaidForIsNotAskedForAgainBecauseAConditionThrows(Stage stage) {
    Outcome outcome = stage.outcome(stage.start("paid", asking("picky"), "begin"));

    assertThat(outcome.end().reason()).isEqualTo("failed");
    assertThat(failure(stage, "paid"))
        .isEqualTo(
            "the condition \"picky\" threw java.lang.IllegalStateException; mend it, then continue"
                + " the conversation");
    assertThat(stage.transcript().entries().attempts("paid", "main", "turn/1/helper/1"))
        .isEqualTo(1);
    assertThat(stage.transcript().conversations().spent("paid"))
        .extracting(Spent::calls)
        .containsExactly(1L);
    assertThat(CALLS).hasValue(3);
    assertThat(evidence(stage, "paid")).isEqualTo("secret answer");
  }

  private static String evidence(Stage stage, String id) {
    Entry.Happened detail = (Entry.Happened) stage.entries(id).getLast().words().detail();
    String blob = Objects.requireNonNull(Objects.requireNonNull(detail).evidence());
    return new String(stage.transcript().blobs().get(id, blob), StandardCharsets.UTF_8);
  }

  @Test
  void aConditionThatThrowsNowAndThenIsAskedAgainAndNothingElseIs(Stage stage) {
    Outcome outcome = stage.outcome(stage.start("shaken", asking("shaky"), "begin"));

    assertThat(outcome.end().reason()).isEqualTo("functional");
    assertThat(CALLS).hasValue(2);
    assertThat(stage.lines("shaken")).containsExactly("user: begin", "helper: secret answer");
  }

  @Test
  void aConditionThatExhaustsTheStackFailsLikeAnyOther(Stage stage) {
    Outcome outcome = stage.outcome(stage.start("deep", asking("deep"), "begin"));

    assertThat(outcome.end().reason()).isEqualTo("failed");
    assertThat(failure(stage, "deep")).startsWith("the condition \"deep\" threw java.lang.Stack");
  }

  @Test
  void aConditionThatNoWorkerHasIsNoticedBeforeAnythingIsPaid(Stage stage) {
    WorkflowStub run = stage.start("unknown", asking("unheard"), "");

    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> stage.outcome(run)))
        .hasRootCauseMessage(
            "message='no worker has a condition called \"unheard\"; register it with"
                + " ParleyWorker.condition', type='unknownFunction', nonRetryable=true");
    assertThat(stage.transcript().conversations().spent("unknown")).isEmpty();
  }

  @Test
  void aReplyFunctionThatAlwaysThrowsIsTriedAFewTimesAndThenFails(Stage stage) {
    Blueprint team =
        Team.roundRobin("broken")
            .agent(
                new Agent(
                    "board",
                    Agent.Type.ConversableAgent,
                    "",
                    List.of(new Reply.Custom("broken")),
                    null,
                    null))
            .until(Condition.maxMessages(5))
            .blueprint();
    Outcome outcome = stage.outcome(stage.start("broken", team, "begin"));

    assertThat(outcome.end().reason()).isEqualTo("failed");
    assertThat(failure(stage, "broken"))
        .startsWith("the reply function \"broken\" threw java.lang.IllegalStateException");
    assertThat(CALLS).hasValue(3);
  }

  @Test
  void wordsThatAConditionCannotTakeStayMailAndAreThereOnceItIsMended(Stage stage) {
    Blueprint team =
        Team.twoAgents("person")
            .model("main", ModelSpec.scripted("main", List.of(ScriptedReply.say("Hello."))))
            .agent(
                Agent.userProxy("person", Human.ALWAYS)
                    .termination(new Condition.Functional("picky")))
            .agent(Agent.assistant("helper").termination(new Condition.Functional("picky")))
            .blueprint();
    String digest = stage.transcript().blueprints().put(team);
    WorkflowStub run = stage.start("words", team, "begin");
    stage.say(run, "words", "m1", "dana", "secret words");

    assertThat(stage.outcome(run).end().reason()).isEqualTo("failed");
    assertThat(failure(stage, "words")).startsWith("the condition \"picky\" threw");
    assertThat(stage.transcript().mail().open("words")).hasSize(1);

    MENDED.set(true);
    stage.transcript().conversations().expectRun("words");
    WorkflowStub next = stage.run("words", digest);
    await()
        .untilAsserted(
            () ->
                assertThat(stage.lines("words")).anyMatch(line -> line.endsWith(": secret words")));
    next.signal("stop", Map.of("by", "dana"));
    assertThat(stage.outcome(next).end().reason()).isEqualTo("stopped");
  }
}
