package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundRobinTest {

  private static Team three() {
    return Cast.round("a", "b", "c");
  }

  @Test
  void agentsSpeakInTheOrderOfTheFileRoundAfterRound() {
    Simulator chat = Simulator.of(three().maxTurns(7)).task("go");

    assertThat(chat.end()).isEqualTo(new Step.End("maxTurns", -1, null, "a"));
    assertThat(chat.speakers()).containsExactly("user", "a", "b", "c", "a", "b", "c", "a");
  }

  @Test
  void aPersonsWordsTakeNoTurn() {
    Simulator chat = Simulator.of(three().maxTurns(3)).task("go");
    chat.step();
    chat.say("hm");
    chat.say("hm, hm");
    chat.end();

    assertThat(chat.speakers())
        .containsExactly("user", "a", Simulator.PERSON, Simulator.PERSON, "b", "c");
  }

  @Test
  void theOneWhoIsAddressedSpeaksOnceAndTheOrderGoesOn() {
    Simulator chat = Simulator.of(three().maxTurns(5)).task("go");
    chat.step();
    chat.say("what do you say?", "c");
    chat.end();

    assertThat(chat.speakers()).containsExactly("user", "a", Simulator.PERSON, "c", "b", "c", "a");
  }

  @Test
  void theOneWhoIsAddressedInItsTurnSpeaksOnlyThen() {
    Simulator chat = Simulator.of(three().maxTurns(3)).task("go");
    chat.step();
    chat.say("your turn", "b");
    chat.end();

    assertThat(chat.speakers()).containsExactly("user", "a", Simulator.PERSON, "b", "c");
  }

  @Test
  void theLastOneAddressedCounts() {
    Simulator chat = Simulator.of(three().maxTurns(2)).task("go");
    chat.say("you", "b");
    chat.say("no, you", "c");
    chat.end();

    assertThat(chat.speakers())
        .containsExactly("user", Simulator.PERSON, Simulator.PERSON, "c", "a");
  }

  @Test
  void anUnknownNameIsAddressedInVain() {
    Simulator chat = Simulator.of(three().maxTurns(1)).task("go");
    chat.say("hello?", "nobody");

    assertThat(chat.end().reason()).isEqualTo("maxTurns");
  }

  @Test
  void thePlaceInTheOrderOutlivesARound() {
    Simulator chat = Simulator.of(three().maxTurns(4)).task("go");
    chat.end();
    chat.again("more");

    assertThat(chat.end().reason()).isEqualTo("maxTurns");
    assertThat(chat.speakers())
        .containsExactly("user", "a", "b", "c", "a", Simulator.PERSON, "b", "c", "a", "b");
  }

  @Test
  void aNewRoundCountsAnewAndKeepsTheTotals() {
    Simulator chat = Simulator.of(three().until(Condition.textMention("DONE")).maxTurns(3));
    chat.task("go").end();
    chat.again("more");
    ConversationState opened = chat.state();
    chat.end();

    assertThat(opened.tally().turns()).isZero();
    assertThat(opened.tally().messages()).as("the opening words").isEqualTo(1);
    assertThat(opened.roundStart()).isEqualTo(4);
    assertThat(chat.state().tally().turns()).isEqualTo(3);
    assertThat(chat.state().tally().totalTurns()).isEqualTo(6);
    assertThat(chat.state().tally().totalCalls()).isEqualTo(6);
    assertThat(chat.state().tally().totalUsage().total()).isEqualTo(90);
    assertThat(chat.state().tally().usage().total()).isEqualTo(45);
  }

  @Test
  void aNewRoundForgetsWhatEndedTheLast() {
    Team team = three().until(Condition.textMention("DONE"));
    Simulator chat =
        Simulator.of(team, new Replies().of("a", "DONE").of("b", "so what", "DONE")).task("go");
    chat.end();
    chat.again("go on");

    assertThat(chat.end()).isEqualTo(new Step.End("textMention", 0, null, "b"));
    assertThat(chat.speakers()).containsExactly("user", "a", Simulator.PERSON, "b", "c", "a", "b");
  }

  @Test
  void anOpeningMayAddressAnAgent() {
    Simulator chat = Simulator.of(three().maxTurns(1)).task("go");
    chat.end();
    chat.signal(HeadDraft.text(Simulator.PERSON, "you").opening().to("c"));
    chat.end();

    assertThat(chat.speakers()).containsExactly("user", "a", Simulator.PERSON, "c");
  }

  @Test
  void aTeamOfOneTalksToItself() {
    Simulator chat = Simulator.of(Cast.round("a").maxTurns(2)).task("go");
    chat.end();

    assertThat(chat.speakers()).containsExactly("user", "a", "a");
  }

  @Test
  void aProxyMayBeCalledUser() {
    Team team =
        Team.roundRobin("round")
            .agent(Cast.model("a"))
            .agent(Agent.userProxy(Names.USER, Human.NEVER))
            .maxTurns(3);
    Simulator chat = Simulator.of(team).task("go");
    chat.end();

    assertThat(chat.speakers()).containsExactly("user", "a", "user", "a");
  }
}
