package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.FellBack;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that have a form. */
class StructuredOutputTest {

  private static final String FITS = "{\"city\":\"Bonn\",\"people\":331}";

  @RegisterExtension
  static final ParleyExtension PARLEY = ParleyExtension.create().tools(new Registry());

  static final class Registry {
    @Tool("Counts the people of a city")
    String count() {
      return "331 thousand";
    }
  }

  private record City(String city, int people) {}

  private static Agent clerk() {
    return Agent.assistant("clerk").model("main").output(City.class);
  }

  private static Blueprint team(Agent agent, ScriptedReply... replies) {
    return Team.roundRobin("desk")
        .model("main", ModelSpec.scripted("main", List.of(replies)))
        .agent(agent)
        .maxTurns(1)
        .blueprint();
  }

  private static Entry.Origin origin(Entry entry) {
    return Objects.requireNonNull(entry.words().origin());
  }

  @Test
  void anAnswerThatFitsIsTextAndJson(Stage stage) {
    Played played = stage.play(team(clerk(), ScriptedReply.say("\n" + FITS)), "Which city?");

    Entry answer = played.entries().getLast();
    assertThat(answer.kind()).isEqualTo(Kind.TEXT);
    assertThat(answer.words().detail()).isEqualTo(new Entry.Output(FITS));
    assertThat(origin(answer).attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Agent.Lane.class)
  void aModelIsToldWhatIsWrongAndEachRepairIsACallThatIsPaidFor(Agent.Lane lane, Stage stage) {
    Played played =
        stage.play(
            team(
                clerk().lane(lane),
                ScriptedReply.say("Bonn."),
                ScriptedReply.when("must be JSON", "{\"city\":7}"),
                ScriptedReply.when("$.city: integer found, string expected", FITS)),
            "Which city?");

    assertThat(played.lines()).containsExactly("user: Which city?", "clerk: " + FITS);
    assertThat(origin(played.entries().getLast()).attempts()).isEqualTo(3);
    assertThat(played.standing().modelCalls()).isEqualTo(3);
    assertThat(played.end().reason()).isEqualTo("maxTurns");
  }

  @Test
  void afterTwoRepairsTheCallFails(Stage stage) {
    Played played =
        stage.play(
            team(
                clerk(),
                ScriptedReply.say("one"),
                ScriptedReply.say("two"),
                ScriptedReply.say("three"),
                ScriptedReply.say(FITS)),
            "Which city?");

    assertThat(played.end().reason()).isEqualTo("failed");
    assertThat(Objects.requireNonNull(played.standing().end()).detail())
        .contains("scripted:main answered otherwise than output.schema demands");
    assertThat(played.standing().modelCalls()).isEqualTo(3);
  }

  @Test
  void thenTheNextModelOfTheChainAnswersAndIsNotBlamed(Stage stage) {
    Blueprint chain =
        Team.roundRobin("desk")
            .model(
                "main",
                ModelSpec.scripted(
                        "a",
                        List.of(
                            ScriptedReply.say("one"),
                            ScriptedReply.say("two"),
                            ScriptedReply.say("three")))
                    .orElse("second"))
            .model(
                "second", ModelSpec.scripted("b", List.of(ScriptedReply.when("Which city?", FITS))))
            .agent(clerk())
            .maxTurns(1)
            .blueprint();

    Played played = stage.play(chain, "Which city?");

    assertThat(played.lines()).last().isEqualTo("clerk: " + FITS);
    assertThat(origin(played.entries().getLast()).after())
        .containsExactly(new FellBack("scripted:a", "badOutput"));
  }

  @Test
  void callsOfToolsAreNoAnswerAndTheLastWordIsTheModels(Stage stage) {
    Played played =
        stage.play(
            team(
                clerk().tools("count").toolRounds(1, false),
                ScriptedReply.calling(new ScriptedReply.Call("count", "{}")),
                ScriptedReply.when("331", FITS)),
            "Which city?");

    assertThat(played.entries())
        .extracting(Entry::kind)
        .containsExactly(Kind.TEXT, Kind.TOOL_CALLS, Kind.TOOL_RESULTS, Kind.TEXT);
    assertThat(played.entries().getLast().text()).isEqualTo(FITS);
  }

  @Test
  void aSchemaThatIsNoneFailsBeforeAnythingIsPaidFor(Stage stage) {
    Played played =
        stage.play(
            team(clerk().output("{\"type\":\"objekt\"}"), ScriptedReply.say(FITS)), "Which city?");

    assertThat(played.end().reason()).isEqualTo("failed");
    assertThat(Objects.requireNonNull(played.standing().end()).detail())
        .contains("agents.clerk.output.schema is no JSON Schema; ./parley check");
  }
}
