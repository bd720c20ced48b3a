package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Graphs of agents: branches at the same time, joins, loops. */
class GraphTest {

  @RegisterExtension
  static final ParleyExtension PARLEY = ParleyExtension.create().continueAsNewAfter(1);

  private static String graph(String agents, String edges, String rest) {
    StringBuilder text = new StringBuilder("name: graph\nmodels:\n");
    for (String agent : agents.split(" ", -1)) {
      text.append(
          "  %s: { provider: scripted, model: %s, replies: [{ say: %s1 }, { say: %s2 }, { say: %s3 }] }\n"
              .formatted(agent, agent, agent, agent, agent));
    }
    text.append("agents:\n");
    for (String agent : agents.split(" ", -1)) {
      text.append("  %s: { type: AssistantAgent, model: %s }\n".formatted(agent, agent));
    }
    return text.append("team:\n  type: GraphFlow\n  participants: [")
        .append(agents.replace(" ", ", "))
        .append("]\n  edges: ")
        .append(edges)
        .append("\n  ")
        .append(rest)
        .append("\n")
        .toString();
  }

  private static List<String> speakers(Played played) {
    return played.entries().stream().map(Entry::author).toList();
  }

  @Test
  void branchesSpeakAtTheSameTimeAndAreJoined(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(
                graph(
                    "writer grammar style editor",
                    "[{ from: writer, to: [grammar, style] }, { from: [grammar, style], to: editor }]",
                    "")),
            "Go");

    assertThat(speakers(played)).containsExactly("user", "writer", "grammar", "style", "editor");
    assertThat(played.end().reason()).isEqualTo("complete");
    // Their intents are those of one step: both turns had begun before either ended.
    assertThat(played.entries().get(2).head().intent().key()).isEqualTo("turn/2/grammar/1");
    assertThat(played.entries().get(3).head().intent().key()).isEqualTo("turn/3/style/1");
    assertThat(played.entries().get(4).head().intent().key()).isEqualTo("turn/4/editor/1");
    assertThat(stage.transcript().entries().verify(played.id())).isEmpty();
  }

  @Test
  void aBranchDoesNotSeeWhatTheOtherSaysMeanwhile(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(
                """
                name: apart
                models:
                  a: { provider: scripted, model: a, replies: [{ when: Go, say: A }] }
                  b: { provider: scripted, model: b, replies: [{ when: Go, say: B }] }
                  c: { provider: scripted, model: c, replies: [{ when: B, say: C }] }
                agents:
                  a: { type: AssistantAgent, model: a }
                  b: { type: AssistantAgent, model: b }
                  c: { type: AssistantAgent, model: c }
                team:
                  type: GraphFlow
                  participants: [a, b, c]
                  edges: [{ from: [a, b], to: c }]
                """),
            "Go");

    assertThat(played.lines()).containsExactly("user: Go", "a: A", "b: B", "c: C");
  }

  @Test
  void aLoopGoesOnUntilItsExit(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(
                graph(
                    "coder tester",
                    "[{ from: coder, to: tester }, { from: tester, to: coder, when: { textMention: tester1 } }, { from: tester, to: end, when: otherwise }]",
                    "start: coder")),
            "Go");

    assertThat(speakers(played)).containsExactly("user", "coder", "tester", "coder", "tester");
    assertThat(played.end().reason()).isEqualTo("complete");
  }

  @Test
  void aJoinOfAnyGoesOnWithTheFirst(Stage stage) {
    Played played =
        stage.play(
            Yaml.team(
                graph(
                    "a b c d",
                    "[{ from: a, to: [b, d] }, { from: b, to: c }, { from: c, to: d }]",
                    "joins: { d: any }")),
            "Go");

    // d comes from a at once, and once more from c.
    assertThat(speakers(played)).containsExactly("user", "a", "b", "d", "c", "d");
  }

  @Test
  void whatWasNotThroughGoesOnAfterAWordOfAPerson(Stage stage) {
    var blueprint =
        Yaml.team(graph("a b c", "[{ from: a, to: b }, { from: b, to: c }]", "maxTurns: 2"));
    Played first = stage.play(blueprint, "Go");
    assertThat(first.end().reason()).isEqualTo("maxTurns");
    assertThat(speakers(first)).containsExactly("user", "a", "b");
  }
}
