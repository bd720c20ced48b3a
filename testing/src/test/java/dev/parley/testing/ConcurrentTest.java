package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.Names;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents that answer at the same time, and what is made of their answers. */
class ConcurrentTest {

  @RegisterExtension
  static final ParleyExtension PARLEY =
      ParleyExtension.create()
          .continueAsNewAfter(1)
          .combiner(
              "joined",
              answers -> answers.stream().map(Entry::text).collect(Collectors.joining("+")));

  private static String jury(String rest) {
    return """
        name: jury
        models:
          a: { provider: scripted, model: a, replies: [guilty, " Not  guilty "] }
          b: { provider: scripted, model: b, replies: [not guilty, not guilty] }
          c: { provider: scripted, model: c, replies: [Guilty, guilty] }
        agents:
          a: { type: AssistantAgent, model: a }
          b: { type: AssistantAgent, model: b }
          c: { type: AssistantAgent, model: c }
          d: { type: ConversableAgent, defaultReply: "So be it." }
        team:
          type: ConcurrentChats
          participants: [a, b, c]
          %s
        """
        .formatted(rest);
  }

  @Test
  void theMajorityIsTheLastEntryAfterAllRounds(Stage stage) {
    Played played = stage.play(Yaml.team(jury("rounds: 2\n  aggregate: majority")), "Well?");

    assertThat(played.lines())
        .containsExactly(
            "user: Well?",
            "a: guilty",
            "b: not guilty",
            "c: Guilty",
            "a:  Not  guilty ",
            "b: not guilty",
            "c: guilty",
            "parley: Not  guilty");
    Entry last = played.entries().getLast();
    assertThat(last.kind()).isEqualTo(Kind.SUMMARY);
    assertThat(last.author()).isEqualTo(Names.PARLEY);
    assertThat(played.end().reason()).isEqualTo("complete");
    assertThat(played.outcome().answer()).isNotNull();
  }

  @Test
  void aFunctionOrAnAgentMakesOneOfThem(Stage stage) {
    Played function = stage.play(Yaml.team(jury("aggregate: { function: joined }")), "Well?");
    assertThat(function.lines().getLast()).isEqualTo("parley: guilty+not guilty+Guilty");

    Played agent = stage.play(Yaml.team(jury("aggregate: { agent: d }")), "Well?");
    assertThat(agent.lines().getLast()).isEqualTo("d: So be it.");
    assertThat(agent.end().reason()).isEqualTo("complete");
  }
}
