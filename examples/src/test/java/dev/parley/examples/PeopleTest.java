package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.RequestKind;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.client.Ruling;
import dev.parley.client.StartOptions;
import dev.parley.client.Verdict;
import dev.parley.client.teamfile.ReadOptions;
import dev.parley.client.teamfile.TeamFile;
import dev.parley.transcript.RequestStore.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversations with a person in them, on a real server: who leaves comes back later. */
@Timeout(120)
class PeopleTest {

  @TempDir private Path scratch;

  private Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.put("PARLEY_HOME", scratch.resolve("home").toString());
    return all;
  }

  private static Blueprint team(String file) {
    return TeamFile.read(Clone.ROOT.resolve("examples").resolve(file), ReadOptions.NONE).orThrow();
  }

  private static Request awaitQuestion(Conversation chat, String id) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(chat::pending, open -> open.size() == 1 && open.getFirst().id().equals(id))
        .getFirst();
  }

  @Test
  void aGameThatIsLeftGoesOnInTheNextProgram() throws Exception {
    Clone.requireTemporal();
    String id;
    try (Parley parley = Parley.local(environment())) {
      Conversation game =
          parley.start(
              team("guess.yaml"), "10", StartOptions.defaults().starter("dana").id("guess-1"));
      id = game.id();
      assertThat(awaitQuestion(game, "r1").kind()).isEqualTo(RequestKind.HUMAN);
      assertThat(game.decide("r1", Ruling.respond("79"), "dana")).isInstanceOf(Verdict.Taken.class);
      var unused = awaitQuestion(game, "r2");
    }
    try (Parley parley = Parley.local(environment())) {
      Conversation game = parley.find(id);
      assertThat(game.decide("r2", Ruling.respond("53"), "omar"))
          .isInstanceOfSatisfying(
              Verdict.Refused.class,
              refused -> assertThat(refused.why()).contains("omar is not asked about r2"));
      assertThat(game.decide("r2", Ruling.respond("53"), "dana")).isInstanceOf(Verdict.Taken.class);

      assertThat(game.result().end().reason()).isEqualTo("exact");
      assertThat(game.result().end().humanInputs()).isEqualTo(2);
      assertThat(said(game))
          .containsExactly(
              "user: 10", "number: too low", "player: 79", "number: too high", "player: 53");
    }
  }

  private static List<String> said(Conversation chat) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : chat.entries(0)) {
      if (entry.kind() == Kind.TEXT) {
        lines.add(entry.author() + ": " + entry.text());
      }
    }
    return lines;
  }
}
