package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Team;
import dev.parley.agents.Usage;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent whose context is summed up while it talks. */
class SummarizingTest {

  @RegisterExtension static final ParleyExtension PARLEY = ParleyExtension.create();

  private static final int TURNS = 24;

  private static ModelSpec talking() {
    return ModelSpec.scripted(
        "main",
        IntStream.range(0, TURNS)
            .mapToObj(i -> ScriptedReply.say(i + " " + "and so on ".repeat(10)))
            .toList());
  }

  private static ScriptedReply summary() {
    return new ScriptedReply(
        null, null, 0, "What was said.", null, null, new Usage(1000, 10, 0, 0), null);
  }

  private static ScriptedReply failing(int status) {
    return new ScriptedReply(
        null, null, 0, null, null, null, null, new ScriptedReply.Failure(status, null));
  }

  private static Blueprint team(Agent.Lane lane, ScriptedReply... summaries) {
    return Team.roundRobin("long")
        .model("main", talking())
        .model("cheap", ModelSpec.scripted("cheap", List.of(summaries)))
        .agent(Agent.assistant("anna").lane(lane).context(new Context.Summarizing("cheap", 300, 3)))
        .agent(Agent.assistant("ben").lane(lane))
        .maxTurns(TURNS)
        .blueprint();
  }

  private static List<Entry> of(Played played, Kind kind) {
    return played.entries().stream().filter(entry -> entry.kind() == kind).toList();
  }

  private static int until(Entry summary) {
    return summary.words().detail() instanceof Entry.Summing summing ? summing.until() : -1;
  }

  @ParameterizedTest
  @EnumSource(Agent.Lane.class)
  void aSummaryIsAnEntryAndTheTurnGoesOn(Agent.Lane lane, Stage stage) {
    Played played = stage.play(team(lane, summary()), "Talk.");

    assertThat(played.end().reason()).isEqualTo("maxTurns");
    assertThat(of(played, Kind.TEXT)).hasSize(TURNS + 1);
    List<Entry> summaries = of(played, Kind.SUMMARY);
    assertThat(summaries).hasSizeBetween(2, 10);
    for (Entry summary : summaries) {
      assertThat(summary.author()).isEqualTo("anna");
      assertThat(summary.head().reader()).hasValue("anna");
      assertThat(summary.head().usage()).isEqualTo(new Usage(1000, 10, 0, 0));
      assertThat(Objects.requireNonNull(summary.words().origin()).name()).isEqualTo("cheap");
      Entry next = played.entries().get(summary.seq() + 1);
      assertThat(next.author()).isEqualTo("anna");
      assertThat(next.kind()).isEqualTo(Kind.TEXT);
    }
    assertThat(summaries).extracting(SummarizingTest::until).isSorted().doesNotHaveDuplicates();
    assertThat(played.standing().modelCalls()).isEqualTo(TURNS + summaries.size());
  }

  @ParameterizedTest
  @EnumSource(Agent.Lane.class)
  void aModelThatCannotSumUpIsAnEventAndTheConversationGoesOn(Agent.Lane lane, Stage stage) {
    Played played = stage.play(team(lane, failing(401)), "Talk.");

    assertThat(played.end().reason()).isEqualTo("maxTurns");
    assertThat(of(played, Kind.TEXT)).hasSize(TURNS + 1);
    assertThat(of(played, Kind.SUMMARY)).isEmpty();
    assertThat(of(played, Kind.EVENT))
        .hasSizeBetween(1, 8)
        .allMatch(entry -> entry.head().event() == Event.NOT_SUMMARIZED)
        .allMatch(entry -> entry.text().startsWith("anna's context goes on with the newest"));
  }

  @Test
  void aModelThatRecoversSumsUpAfterAll(Stage stage) {
    ScriptedReply once =
        new ScriptedReply(
            null, null, 1, null, null, null, null, new ScriptedReply.Failure(503, null));
    Played played = stage.play(team(Agent.Lane.ACTIVITY, once, summary()), "Talk.");

    assertThat(of(played, Kind.EVENT)).isEmpty();
    assertThat(
            Objects.requireNonNull(of(played, Kind.SUMMARY).getFirst().words().origin()).attempts())
        .isEqualTo(2);
  }
}
