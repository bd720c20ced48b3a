package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.parley.activities.tools.Approval;
import dev.parley.activities.tools.Effect;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Condition;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Policy;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.agents.ToolEffect;
import dev.parley.agents.ToolSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request that nobody could ever decide is told before anything is paid for. */
class NobodyDecidesTest {

  @RegisterExtension
  static final ParleyExtension PARLEY = ParleyExtension.create().tools(new Wires());

  static final class Wires {
    @Tool("Wires money")
    @Effect(ToolEffect.ONCE)
    @Approval
    String wire(@P("EUR") long amount) {
      return "wired " + amount;
    }
  }

  private static Blueprint team(boolean fourEyes) {
    Policy policy =
        new Policy(
            null,
            List.of(Desk.stage("omar")),
            fourEyes,
            null,
            List.of(),
            false,
            null,
            null,
            List.of(),
            null,
            null);
    return Team.roundRobin("wires")
        .model("main", ModelSpec.scripted("main", List.of(ScriptedReply.say("TERMINATE"))))
        .agent(Agent.assistant("clerk").tools("wire"))
        .until(Condition.textMention("TERMINATE"))
        .policy("payments", policy)
        .tool("wire", new ToolSpec(null, null, "payments"))
        .blueprint();
  }

  @Test
  void aToolThatAsksTheStarterAloneUnderFourEyesOfTheTeamIsRefusedAtTheStart(Stage stage) {
    Played played = stage.play(team(true), "Wire 5.");

    assertThat(played.end().reason()).isEqualTo("failed");
    assertThat(played.entries().getLast().text())
        .isEqualTo(
            "agents.clerk.tools: nobody could approve wire: its own @Approval asks the starter"
                + " alone, and with the four eyes of the team's policy \"payments\" the starter"
                + " decides nothing; name people in the first one (@Approval(\"POLICY\"), who), or"
                + " take fourEyes out");
    assertThat(stage.standing(played.id()).modelCalls()).isZero();
  }

  @Test
  void withoutFourEyesBothAreAsked(Stage stage) {
    assertThat(stage.play(team(false), "Wire 5.").end().reason()).isEqualTo("textMention");
  }
}
