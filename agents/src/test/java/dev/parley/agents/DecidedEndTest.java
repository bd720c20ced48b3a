package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What comes after the message that ends a round and before the end is written down. */
class DecidedEndTest {

  private static final Step.End DONE = new Step.End("textMention", 1, null, "a");

  private static Simulator done() {
    Team team =
        Cast.round("a", "b")
            .until(Condition.textMention("STOP").or(Condition.textMention("DONE")))
            .maxTurns(9);
    Simulator chat = Simulator.of(team, new Replies().of("a", "DONE")).task("go");
    chat.step();
    return chat;
  }

  @Test
  void wordsChangeNeitherReasonNorByWhom() {
    Simulator chat = done();
    chat.say("thank you");
    chat.say("STOP");

    assertThat(chat.end()).isEqualTo(DONE);
  }

  @Test
  void aStopOfWhatIsOverIsNotWhyItEnded() {
    Simulator now = done();
    now.command(Event.STOPPED);
    assertThat(now.end()).isEqualTo(DONE);

    Simulator afterTheTurn = done();
    afterTheTurn.command(Event.STOP);
    assertThat(afterTheTurn.end()).isEqualTo(DONE);
  }

  @Test
  void aStopOfWhatIsOverGivesUpTheSummary() {
    Team team =
        Cast.pair(Cast.model("asker")).summary(new Summary.Reflection("Sum up.")).maxTurns(1);
    Simulator chat = Simulator.of(team).task("go");
    chat.step();
    chat.command(Event.STOPPED);

    assertThat(chat.end()).isEqualTo(new Step.End("maxTurns", -1, null, "helper"));
    assertThat(chat.trace()).containsExactly("call helper", "end maxTurns");
  }

  @Test
  void wordsDoNotTakeBackANot() {
    Team team = Cast.round("a").until(Condition.not(Condition.textMention("more"))).maxTurns(9);
    Simulator chat = Simulator.of(team, new Replies().of("a", "enough")).task("go");
    chat.step();
    chat.say("more");

    assertThat(chat.end()).isEqualTo(new Step.End("not", 0, null, "a"));
  }

  @Test
  void theLastTurnIsTheAgentsWhateverIsSaidAfterIt() {
    Simulator chat = Simulator.of(Cast.round("a").maxTurns(1)).task("go");
    chat.step();
    chat.say("one moment", "a");

    assertThat(chat.end()).isEqualTo(new Step.End("maxTurns", -1, null, "a"));
  }

  @Test
  void aTimeoutStandsAlsoWhenTheWordsOfAnotherConditionCome() {
    Team team =
        Cast.round("a")
            .until(
                Condition.textMention("DONE")
                    .or(Condition.timeout(java.time.Duration.ofSeconds(1))));
    Simulator chat = Simulator.of(team).task("go");
    chat.step();
    chat.elapse(1_000, 1_000);
    chat.say("DONE");

    assertThat(chat.end()).isEqualTo(new Step.End("timeout", 1, null, "a"));
  }

  @Test
  void whoStoppedItIsTheFirstWhoDid() {
    Simulator chat = Simulator.of(Cast.round("a").maxTurns(9)).task("go");
    chat.command(Event.STOPPED);
    chat.signal(HeadDraft.event(Event.STOPPED, "zoe"));

    assertThat(chat.end()).isEqualTo(new Step.End("stopped", -1, null, Simulator.PERSON));
  }

  @Test
  void theNextRoundIsFree() {
    Simulator chat = done();
    chat.end();
    chat.again("once more");

    assertThat(chat.state().over()).isNull();
    assertThat(chat.next()).isInstanceOf(Step.Call.class);
  }
}
