package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A person chooses who speaks. */
class PickTest {

  @Test
  void theAnswerToTheQuestionIsWhoSpeaks() {
    Selector byHand =
        new Selector(
            Selector.Method.MANUAL,
            null,
            List.of("leads"),
            null,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null);
    Simulator talk =
        Simulator.of(
            Team.selector("talk", byHand)
                .agent(Cast.model("a"))
                .agent(Cast.model("b"))
                .maxTurns(1));
    talk.task("Go");

    assertThat(talk.run()).isEqualTo(new Step.Wait("r1"));
    talk.say("a");
    assertThat(talk.state().open()).isEmpty();
    assertThat(talk.end().reason()).isEqualTo("maxTurns");
    assertThat(talk.speakers()).containsExactly("user", "a");
  }
}
