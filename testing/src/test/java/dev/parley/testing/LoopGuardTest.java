package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conversations that go in a circle. */
class LoopGuardTest {

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create();

  private static ScriptedReply always(String text, String agent, @Nullable String when) {
    return new ScriptedReply(when, agent, 0, text, null, null, null, null);
  }

  private static Blueprint team(Budget budget, ScriptedReply... replies) {
    return Team.roundRobin("polite")
        .model("main", ModelSpec.scripted("main", List.of(replies)))
        .agent(Agent.assistant("anna"))
        .agent(Agent.assistant("ben"))
        .until(Condition.textMention("TERMINATE").or(Condition.maxMessages(60)))
        .budget(budget)
        .blueprint();
  }

  private static List<Entry> warnings(Played played) {
    return played.entries().stream().filter(entry -> entry.head().event() == Event.LOOP).toList();
  }

  @Test
  void mutualThanksAreWarnedOfAndThenEnded(Stage stage) {
    Played played =
        stage.play(
            team(
                Budget.NONE,
                always("Thank you, ben!", "anna", null),
                always("You are welcome, anna. Have a nice day!", "ben", null)),
            "Be polite.");

    assertThat(played.end().reason()).isEqualTo("loopGuard");
    assertThat(warnings(played)).extracting(Entry::seq).containsExactly(17, 34);
    assertThat(played.entries()).hasSize(35);
    assertThat(played.standing().modelCalls()).isEqualTo(32);
  }

  @Test
  void theNextSpeakerReadsTheWarningAndMayFindOut(Stage stage) {
    Played played =
        stage.play(
            team(
                Budget.NONE,
                always("Found it. TERMINATE", "anna", "say what was said before"),
                always("Let me see.", "anna", null),
                always("Please do.", "ben", null)),
            "Find it.");

    assertThat(played.end().reason()).isEqualTo("textMention");
    assertThat(warnings(played)).hasSize(1);
    assertThat(played.lines()).last().isEqualTo("anna: Found it. TERMINATE");
  }

  @Test
  void aTeamMayGoInCirclesIfItSaysSo(Stage stage) {
    Played played =
        stage.play(
            team(
                Budget.NONE.repeats(0),
                always("Tick.", "anna", null),
                always("Tock.", "ben", null)),
            "Go.");

    assertThat(played.end().reason()).isEqualTo("maxMessages");
    assertThat(warnings(played)).isEmpty();
  }
}
