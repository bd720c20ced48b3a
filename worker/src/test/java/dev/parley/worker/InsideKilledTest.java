package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Chat;
import dev.parley.agents.Human;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.Standing;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A conversation inside another one, and a worker that is killed meanwhile, on a real server. */
@Timeout(180)
class InsideKilledTest {

  @TempDir private Path folder = Path.of("");

  private static Blueprint reflection() {
    ScriptedReply slow = ScriptedReply.say("shorter").delayed(Duration.ofSeconds(4));
    return Team.twoAgents("reflection")
        .model(
            "writer",
            ModelSpec.scripted(
                "writer", List.of(ScriptedReply.say("a draft"), ScriptedReply.say("a text"))))
        .model("critic", ModelSpec.scripted("critic", List.of(slow)))
        .agent(
            Agent.userProxy("user", Human.NEVER)
                .nested(List.of("writer"), Chat.with("critic").message("{last}").maxTurns(1)))
        .agent(Agent.assistant("writer").model("writer"))
        .beside(Agent.assistant("critic").model("critic"))
        .maxTurns(2)
        .blueprint();
  }

  @Test
  void theOuterOneHearsOfTheEndAfterItsWorkerWasKilled() throws Exception {
    try (House house = House.in(folder)) {
      house.publish(reflection());
      Process first = Workers.start(house.environment(), folder);
      WorkflowStub conversation = house.start("reflection-1", "reflection", "Write.");
      await().atMost(Duration.ofSeconds(60)).until(() -> insideHasBegun(house));

      assertThat(first.destroyForcibly().waitFor()).isEqualTo(137);
      Process second = Workers.start(house.environment(), folder);
      try {
        assertThat(House.result(conversation).end().reason()).isEqualTo("maxTurns");
      } finally {
        second.destroyForcibly().waitFor();
      }

      assertThat(
              house.entries("reflection-1").stream()
                  .filter(entry -> entry.kind() == Kind.TEXT)
                  .map(entry -> entry.author() + ": " + entry.text()))
          .containsExactly("user: Write.", "writer: a draft", "user: shorter", "writer: a text");
      List<Standing> tree = house.transcript().conversations().tree("reflection-1");
      assertThat(tree).hasSize(2);
      assertThat(house.transcript().mail().open("reflection-1")).isEmpty();
    }
  }

  private static boolean insideHasBegun(House house) {
    return !house.entries("reflection-1").isEmpty()
        && house.transcript().conversations().tree("reflection-1").size() == 2
        && house.transcript().conversations().tree("reflection-1").get(1).entries() == 1;
  }
}
