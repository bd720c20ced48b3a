package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Condition;
import dev.parley.agents.Pattern;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.agents.ToolKind;
import dev.parley.agents.ToolSpec;
import dev.parley.transcript.ConversationStore.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InnerTeamTest {

  @RegisterExtension
  static final ParleyExtension PARLEY = ParleyExtension.create().continueAsNewAfter(1);

  private static Team magazine() {
    return Team.roundRobin("magazine")
        .model("writer", ConversationTest.script("It rained.", "It rained all day."))
        .model("critic", ConversationTest.script("more", "fine APPROVE"))
        .model("judge", ConversationTest.script("the text is good"))
        .model("editor", ConversationTest.script("Rain, all day."))
        .beside(Agent.assistant("writer").model("writer"))
        .beside(Agent.assistant("critic").model("critic"))
        .beside(Agent.assistant("judge").model("judge"))
        .team(
            "writers",
            new Pattern.RoundRobinGroupChat(
                List.of("writer", "critic"), null, Condition.textMention("APPROVE")))
        .team("jury", new Pattern.RoundRobinGroupChat(List.of("judge"), 1, null));
  }

  @Test
  void aTeamSpeaksAsAMemberAndAnotherOneAsAnAgent(Stage stage) {
    Agent editorial = Agent.societyOfMind("editorial", "writers");
    Team team =
        magazine()
            .model("main", ConversationTest.script("Rain, all day."))
            .agent(editorial)
            .member("jury")
            .maxTurns(2);

    Played played = stage.play(team.blueprint(), "Write about the weather.");

    assertThat(played.lines())
        .containsExactly(
            "user: Write about the weather.",
            "editorial: Rain, all day.",
            "jury: the text is good");
    List<Standing> tree = stage.transcript().conversations().tree(played.id());
    assertThat(stage.lines(tree.get(1).id()))
        .containsExactly(
            "user: Write about the weather.",
            "writer: It rained.",
            "critic: more",
            "writer: It rained all day.",
            "critic: fine APPROVE",
            "editorial: Rain, all day.");
    assertThat(stage.lines(tree.get(2).id()).getFirst())
        .isEqualTo("user: user: Write about the weather.\n\neditorial: Rain, all day.");
  }

  @Test
  void aTeamIsATool(Stage stage) {
    Team team =
        magazine()
            .model(
                "main",
                dev.parley.agents.ModelSpec.scripted(
                    "main",
                    List.of(
                        ScriptedReply.calling(
                            new ScriptedReply.Call("panel", "{\"task\":\"Is it good?\"}")),
                        ScriptedReply.say("They like it."))))
            .agent(Agent.assistant("chief").tools("panel"))
            .tool("panel", ToolSpec.of(new ToolKind.Member("jury", true, null)))
            .maxTurns(1);

    Played played = stage.play(team.blueprint(), "Ask the jury.");

    assertThat(played.lines().getLast()).isEqualTo("chief: They like it.");
    Standing inner = stage.transcript().conversations().tree(played.id()).get(1);
    assertThat(stage.lines(inner.id()))
        .containsExactly("user: Is it good?", "judge: the text is good");
    assertThat(played.lines().get(2)).isEqualTo("chief: the text is good");
    assertThat(stage.transcript().mail().open(played.id())).isEmpty();
  }

  @Test
  void anAgentIsATool(Stage stage) {
    Team team =
        magazine()
            .model(
                "main",
                dev.parley.agents.ModelSpec.scripted(
                    "main",
                    List.of(
                        ScriptedReply.calling(
                            new ScriptedReply.Call("expert", "{\"task\":\"Is it good?\"}")),
                        ScriptedReply.say("They like it."))))
            .agent(Agent.assistant("chief").tools("expert"))
            .tool("expert", ToolSpec.of(new ToolKind.Member("judge", false, null)))
            .maxTurns(1);

    Played played = stage.play(team.blueprint(), "Ask the judge.");

    assertThat(played.lines()).contains("chief: the text is good").endsWith("chief: They like it.");
  }
}
