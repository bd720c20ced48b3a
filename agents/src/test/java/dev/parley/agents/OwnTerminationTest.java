package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An agent's own {@code termination} and {@code maxConsecutiveAutoReply}, where nobody is asked.
 */
class OwnTerminationTest {

  private static Agent boss() {
    return Cast.proxy(Human.NEVER).termination(Cast.TERMINATE);
  }

  @Test
  void aMessageThatMeetsItEndsTheChatInsteadOfAReply() {
    Simulator chat =
        Simulator.of(Cast.pair(boss()), new Replies().of("helper", "working", "TERMINATE"))
            .task("go");

    Step.End end = chat.end();

    assertThat(end).isEqualTo(new Step.End("exact", 0, "boss", "helper"));
    assertThat(chat.speakers()).containsExactly("user", "helper", "boss", "helper");
  }

  @Test
  void exactMeansTheWholeMessage() {
    Replies replies =
        new Replies().of("helper", "I say TERMINATE when done", "terminate", " TERMINATE \n");
    Simulator chat = Simulator.of(Cast.pair(boss()), replies).task("go");

    chat.end();

    assertThat(chat.speakers())
        .containsExactly("user", "helper", "boss", "helper", "boss", "helper");
  }

  @Test
  void theTaskEndsNothing() {
    Team team =
        Cast.pair(boss()).until(Condition.textMention("TERMINATE").or(Condition.maxMessages(3)));

    assertThat(Simulator.of(team).task("TERMINATE").end())
        .isEqualTo(new Step.End("maxMessages", 1, null, "boss"));
  }

  @Test
  void ofSeveralTheOneThatTheMessageMeetsIsTheReason() {
    Condition own =
        new Condition.Any(
            List.of(
                Condition.textMention("STOP"),
                new Condition.All(
                    List.of(Condition.textMention("ALL"), Condition.textMention("DONE"))),
                new Condition.Exact("over", List.of(), false)));
    assertThat(ended(own, "over")).isEqualTo(new Step.End("exact", 3, "boss", "helper"));
    assertThat(ended(own, "ALL DONE")).isEqualTo(new Step.End("textMention", 2, "boss", "helper"));
    assertThat(ended(own, "STOP, ALL DONE"))
        .isEqualTo(new Step.End("textMention", 0, "boss", "helper"));
  }

  private static Step.End ended(Condition own, String words) {
    Team team = Cast.pair(Cast.proxy(Human.NEVER).termination(own));
    return Simulator.of(team, new Replies().of("helper", "ALL right", words)).task("go").end();
  }

  @Test
  void anAgentsOwnWordsDoNotMeetItsOwnCondition() {
    Team team =
        Team.twoAgents("pair")
            .agent(Cast.model("asker").termination(Cast.TERMINATE))
            .agent(Cast.model("helper"))
            .maxTurns(3);
    Simulator chat = Simulator.of(team, new Replies().of("asker", "TERMINATE")).task("go");

    assertThat(chat.end().reason()).isEqualTo("maxTurns");
  }

  @Test
  void aPersonsWordsAfterwardsLetTheChatGoOn() {
    Simulator chat =
        Simulator.of(Cast.pair(boss()).maxTurns(2), new Replies().of("helper", "TERMINATE"))
            .task("go");
    chat.step();
    chat.say("not yet");

    assertThat(chat.end().reason()).isEqualTo("maxTurns");
    assertThat(chat.speakers())
        .containsExactly("user", "helper", Simulator.PERSON, "boss", "helper");
  }

  @Test
  void theTeamsConditionComesBeforeAnAgentsOwn() {
    Team team = Cast.pair(boss()).until(Condition.textMention("TERMINATE"));
    Simulator chat = Simulator.of(team, new Replies().of("helper", "TERMINATE")).task("go");

    assertThat(chat.end()).isEqualTo(new Step.End("textMention", 0, null, "helper"));
  }

  @Test
  void anAgentRepliesByItselfNoMoreOftenThanItsLimit() {
    Simulator chat =
        Simulator.of(Cast.pair(Cast.proxy(Human.NEVER).maxConsecutiveAutoReply(2))).task("go");

    assertThat(chat.end()).isEqualTo(new Step.End("maxConsecutiveAutoReply", -1, "boss", "boss"));
    assertThat(chat.speakers())
        .containsExactly("user", "helper", "boss", "helper", "boss", "helper");
  }

  @Test
  void aLimitOfZeroMeansNeverByItself() {
    Simulator chat =
        Simulator.of(Cast.pair(Cast.proxy(Human.NEVER).maxConsecutiveAutoReply(0))).task("go");

    assertThat(chat.end().reason()).isEqualTo("maxConsecutiveAutoReply");
    assertThat(chat.speakers()).containsExactly("user", "helper");
  }

  @Test
  void theLimitCountsAnewInANewRound() {
    Simulator chat =
        Simulator.of(Cast.pair(Cast.proxy(Human.NEVER).maxConsecutiveAutoReply(1))).task("go");
    chat.end();
    chat.again("more");
    chat.end();

    assertThat(chat.speakers())
        .containsExactly(
            "user", "helper", "boss", "helper", Simulator.PERSON, "helper", "boss", "helper");
  }

  @Test
  void anAgentInARoundEndsItByItsOwnCondition() {
    Team team =
        Team.roundRobin("round")
            .agent(Cast.model("a"))
            .agent(Cast.model("b").termination(Condition.textMention("DONE")));
    Simulator chat = Simulator.of(team, new Replies().of("a", "go on", "DONE")).task("go");

    assertThat(chat.end()).isEqualTo(new Step.End("textMention", 0, "b", "a"));
    assertThat(chat.speakers()).containsExactly("user", "a", "b", "a");
  }
}
