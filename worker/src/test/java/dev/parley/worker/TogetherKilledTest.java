package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Edge;
import dev.parley.agents.Entry;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.transcript.Place;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents that speak at the same time, and a worker that is killed when one of them has spoken: on a
 * real server. What had been written ahead of the others is neither lost nor paid for again.
 */
@Timeout(180)
class TogetherKilledTest {

  private static final String SLOW = "turn/2/slow/1";
  private static final String QUICK = "turn/3/quick/1";

  @TempDir private Path folder = Path.of("");

  private static Blueprint branches() {
    Team team = Team.graph("branches", to("writer", "slow", "quick"), join("editor"));
    for (String name : List.of("writer", "slow", "quick", "editor")) {
      ScriptedReply reply = ScriptedReply.say(name + " spoke");
      boolean slow = name.equals("slow");
      team =
          team.model(
                  name,
                  ModelSpec.scripted(
                      name, List.of(slow ? reply.delayed(Duration.ofSeconds(4)) : reply)))
              .agent(Agent.assistant(name).model(name));
    }
    return team.blueprint();
  }

  private static Edge to(String from, String... agents) {
    return new Edge(List.of(from), List.of(agents), null, null);
  }

  private static Edge join(String agent) {
    return new Edge(List.of("slow", "quick"), List.of(agent), null, null);
  }

  @Test
  void whatOneHadSaidStandsBehindWhatTheOtherSaysLater() throws Exception {
    try (House house = House.in(folder)) {
      house.publish(branches());
      Process first = Workers.start(house.environment(), folder);
      WorkflowStub conversation = house.start("branches-1", "branches", "Go.");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> hasEnded(house, QUICK) && house.entries("branches-1").size() == 2);

      assertThat(first.destroyForcibly().waitFor()).isEqualTo(137);
      Process second = Workers.start(house.environment(), folder);
      try {
        assertThat(House.result(conversation).end().reason()).isEqualTo("complete");
      } finally {
        second.destroyForcibly().waitFor();
      }

      assertThat(house.entries("branches-1").stream().map(Entry::author))
          .containsExactly("user", "writer", "slow", "quick", "editor");
      assertThat(attempts(house, QUICK)).isEqualTo(1);
      assertThat(attempts(house, SLOW)).isEqualTo(2);
      assertThat(house.transcript().entries().verify("branches-1")).isEmpty();
    }
  }

  /** It has been called, and its call is not under way any more. */
  private static boolean hasEnded(House house, String intent) {
    return !house.entries("branches-1").isEmpty()
        && attempts(house, intent) == 1
        && attempts(house, SLOW) == 1
        && house.transcript().entries().scriptedUse("branches-1", "quick").size() == 1;
  }

  private static int attempts(House house, String intent) {
    return house.transcript().entries().attempts("branches-1", Place.MAIN, intent);
  }
}
