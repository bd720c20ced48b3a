package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.transcript.ConversationStore.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker of this build and that of the build before it, under open conversations. */
@Timeout(300)
class UpgradeTest {

  private static final int REPLIES = 8;
  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir private Path folder = Path.of("");

  /** Two agents that take turns for some seconds. */
  private static Blueprint team() {
    List<ScriptedReply> replies = new ArrayList<>();
    for (int i = 1; i <= REPLIES; i++) {
      String text = i == REPLIES ? "TERMINATE" : "reply " + i;
      replies.add(new ScriptedReply(null, null, 1, text, null, Duration.ofMillis(900), null, null));
    }
    return Team.roundRobin("upgraded")
        .model("main", ModelSpec.scripted("main", replies))
        .agent(Agent.assistant("ada").model("main"))
        .agent(Agent.assistant("ben").model("main"))
        .until(Condition.textMention("TERMINATE"))
        .blueprint();
  }

  private static List<String> start(House house, String prefix) {
    List<String> ids = IntStream.range(0, 4).mapToObj(i -> prefix + "-" + i).toList();
    for (String id : ids) {
      var unused = house.start(id, "upgraded", "Take turns.");
    }
    return ids;
  }

  private static void awaitEntries(House house, List<String> ids, int count) {
    await()
        .atMost(SOON)
        .until(() -> ids.stream().allMatch(id -> house.entries(id).size() >= count));
  }

  @Test
  void conversationsGoOnWhileOldAndNewWorkersRunSideBySideAndWhenTheOldOnesStop() throws Exception {
    OldBuild old = OldBuild.make(Files.createDirectory(folder.resolve("old")));
    try (House house = House.in(folder)) {
      Map<String, String> environment = new HashMap<>(house.environment());
      environment.put("PARLEY_HEALTH_PORT", "off");
      house.publish(team());
      Process before = Workers.start(old.classPath(), environment, folder);
      try {
        List<String> early = start(house, "early");
        awaitEntries(house, early, 3);
        try (RunningWorker after = house.worker()) {
          List<String> late = start(house, "late");
          awaitEntries(house, late, 4);
          assertThat(before.isAlive()).as("the old worker, " + old.commit()).isTrue();
          before.destroy();
          assertThat(before.waitFor(60, TimeUnit.SECONDS)).isTrue();

          assertThat(after.isWorking()).isTrue();
          Stream.concat(early.stream(), late.stream()).forEach(id -> assertWhole(house, id));
        }
      } finally {
        before.destroyForcibly();
      }
    }
  }

  private static void assertWhole(House house, String id) {
    await().atMost(SOON).until(() -> house.transcript().conversations().standing(id).end() != null);
    Standing standing = house.transcript().conversations().standing(id);
    assertThat(standing.end()).satisfies(end -> assertThat(end.reason()).isEqualTo("textMention"));
    assertThat(standing.entries()).as(id).isEqualTo(REPLIES + 1);
    assertThat(standing.modelCalls()).as("model calls of " + id).isEqualTo(REPLIES);
    assertThat(house.transcript().entries().verify(id)).isEmpty();
  }
}
