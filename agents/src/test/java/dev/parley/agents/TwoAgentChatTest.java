package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoAgentChatTest {

  private static Team pair() {
    return Cast.pair(Cast.model("asker"));
  }

  @Test
  void maxTurnsCountsRoundTripsOfWhichTheFirstBeginsWithTheTask() {
    Simulator chat = Simulator.of(pair().maxTurns(2)).task("go");

    Step.End end = chat.end();

    assertThat(chat.speakers()).containsExactly("user", "helper", "asker", "helper");
    assertThat(end).isEqualTo(new Step.End("maxTurns", -1, null, "helper"));
  }

  @Test
  void oneRoundTripIsTheTaskAndItsAnswer() {
    Simulator chat = Simulator.of(pair().maxTurns(1)).task("go");

    assertThat(chat.end().reason()).isEqualTo("maxTurns");
    assertThat(chat.speakers()).containsExactly("user", "helper");
  }

  @Test
  void theConditionMaxTurnsCountsRoundTripsToo() {
    Simulator chat = Simulator.of(pair().until(Condition.maxTurns(2))).task("go");

    assertThat(chat.end()).isEqualTo(new Step.End("maxTurns", 0, null, "helper"));
    assertThat(chat.speakers()).containsExactly("user", "helper", "asker", "helper");
  }

  @Test
  void aPersonsWordsTakeNoTurn() {
    Simulator chat = Simulator.of(pair().maxTurns(2)).task("go");
    chat.step();
    chat.say("mind the gap");

    chat.end();

    assertThat(chat.speakers())
        .containsExactly("user", "helper", Simulator.PERSON, "asker", "helper");
  }

  @Test
  void whoeverIsAddressedSpeaksNextAndThenTheOtherOne() {
    Simulator chat = Simulator.of(pair().maxTurns(3)).task("go");
    chat.step();
    chat.say("once more, please", "helper");

    chat.end();

    assertThat(chat.speakers())
        .containsExactly("user", "helper", Simulator.PERSON, "helper", "asker", "helper", "asker");
  }

  @Test
  void aNewRoundBeginsWithTheRecipientAgain() {
    Simulator chat = Simulator.of(pair().maxTurns(1)).task("go");
    chat.end();
    chat.again("and now this");

    assertThat(chat.end().reason()).isEqualTo("maxTurns");
    assertThat(chat.speakers()).containsExactly("user", "helper", Simulator.PERSON, "helper");
  }
}
