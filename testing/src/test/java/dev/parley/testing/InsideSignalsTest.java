package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Chat;
import dev.parley.agents.Event;
import dev.parley.agents.Human;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Standing;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said to a conversation while one inside it runs. */
@Timeout(120)
class InsideSignalsTest {

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create();

  private static Blueprint slow() {
    ScriptedReply late = ScriptedReply.say("shorter").delayed(Duration.ofSeconds(3));
    return Team.twoAgents("slow")
        .model("writer", ConversationTest.script("a draft", "a text"))
        .model("critic", ModelSpec.scripted("critic", List.of(late, ScriptedReply.say("shorter"))))
        .agent(
            Agent.userProxy("user", Human.NEVER)
                .nested(List.of("writer"), Chat.with("critic").message("{last}").maxTurns(2)))
        .agent(Agent.assistant("writer").model("writer"))
        .beside(Agent.assistant("critic").model("critic"))
        .maxTurns(2)
        .blueprint();
  }

  private static WorkflowStub begun(Stage stage) {
    WorkflowStub stub = stage.start("slow-1", slow(), "Write.");
    await().atMost(Duration.ofSeconds(30)).until(() -> tree(stage).size() == 2);
    await().atMost(Duration.ofSeconds(30)).until(() -> tree(stage).get(1).entries() > 0);
    return stub;
  }

  private static List<Standing> tree(Stage stage) {
    return stage.transcript().conversations().tree("slow-1");
  }

  private static boolean happened(Stage stage, Event event) {
    return stage.entries(tree(stage).get(1).id()).stream()
        .anyMatch(entry -> entry.head().event() == event);
  }

  @Test
  void stopStopsWhatIsInside(Stage stage) {
    WorkflowStub stub = begun(stage);

    stub.signal("stop", Map.of("by", "dana"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("stopped");
    await().atMost(Duration.ofSeconds(30)).until(() -> tree(stage).get(1).end() != null);
    End inner = tree(stage).get(1).end();
    assertThat(inner).isNotNull().extracting(End::reason).isEqualTo("stopped");
    assertThat(stage.transcript().mail().open("slow-1")).isEmpty();
  }

  @Test
  void pauseHoldsWhatIsInsideAndResumeLetsItGoOn(Stage stage) {
    WorkflowStub stub = begun(stage);

    stub.signal("pause", Map.of("by", "dana"));
    await().atMost(Duration.ofSeconds(30)).until(() -> happened(stage, Event.PAUSED));
    stub.signal("resume", Map.of("by", "dana"));

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("maxTurns");
    assertThat(happened(stage, Event.RESUMED)).isTrue();
    assertThat(stage.lines("slow-1")).endsWith("user: shorter", "writer: a text");
  }

  @Test
  void whoeverClaimsAnEndThatIsNoneIsNotBelieved(Stage stage) {
    WorkflowStub stub = begun(stage);
    String inner = tree(stage).get(1).id();

    stub.signal("childEnded", Map.of("mail", "chat/" + inner));
    stub.signal("childEnded", Map.of("mail", "chat/nobody"));
    stub.signal("childEnded", "nothing");

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("maxTurns");
    assertThat(stage.lines("slow-1")).endsWith("user: shorter", "writer: a text");
  }
}
