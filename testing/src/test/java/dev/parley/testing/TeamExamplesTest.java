package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples of patterns, as they stand in the guide. */
class TeamExamplesTest {

  @RegisterExtension
  static final ParleyExtension PARLEY = ParleyExtension.create().continueAsNewAfter(2);

  private static Blueprint example(String name) throws IOException {
    return Yaml.team(Files.readString(Path.of("../examples", name + ".yaml")));
  }

  private static List<String> speakers(Played played) {
    return played.entries().stream()
        .filter(entry -> entry.head().event() == null)
        .map(Entry::author)
        .toList();
  }

  @Test
  void research(Stage stage) throws IOException {
    Played played = stage.play(example("research"), "How did his rebounds change?");

    assertThat(speakers(played))
        .containsExactly("user", "planner", "searcher", "planner", "analyst", "planner");
    assertThat(played.end().reason()).isEqualTo("textMention");
    // Five replies and three choices: after a worker only the planner may speak.
    assertThat(played.standing().modelCalls()).isEqualTo(8);
  }

  @Test
  void refund(Stage stage) throws IOException {
    var stub = stage.start("refund-1", example("refund"), "I need to refund my flight.");
    await().until(() -> stage.lines("refund-1").size() == 4);
    stage.say(stub, "refund-1", "m1", "dana", "507811");

    assertThat(stage.outcome(stub).end().reason()).isEqualTo("textMention");
    assertThat(stage.lines("refund-1").getLast())
        .isEqualTo("travel_agent: You are refunded. TERMINATE");
  }

  @Test
  void article(Stage stage) throws IOException {
    Played played = stage.play(example("article"), "What is durable?");

    assertThat(speakers(played))
        .containsExactly(
            "user", "writer", "grammar", "style", "editor", "writer", "grammar", "style", "editor");
    assertThat(played.end().reason()).isEqualTo("complete");
  }
}
