package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every condition alone, as the only one of a team of three models. */
class ConditionsTest {

  private static Simulator chat(Condition condition, Replies replies) {
    return Simulator.of(Cast.round("a", "b", "c").until(condition), replies).task("go");
  }

  private static void ends(Condition condition, Replies replies, String by, int entries) {
    Simulator chat = chat(condition, replies);
    assertThat(chat.end()).isEqualTo(new Step.End(condition.reason(), 0, null, by));
    assertThat(chat.heads()).hasSize(entries);
  }

  // --- Counters

  @Test
  void maxMessagesCountsTheTask() {
    ends(Condition.maxMessages(3), new Replies(), "b", 3);
  }

  @Test
  void maxMessagesOfOneIsTheTaskAlone() {
    ends(Condition.maxMessages(1), new Replies(), Names.USER, 1);
  }

  @Test
  void maxMessagesCountsPeopleAndNoEvents() {
    Simulator chat = chat(Condition.maxMessages(4), new Replies());
    chat.command(Event.PAUSED).command(Event.RESUMED).command(Event.REFUSED);
    chat.step();
    chat.say("hm");

    assertThat(chat.end().by()).isEqualTo("b");
    assertThat(chat.speakers()).containsExactly("user", "a", Simulator.PERSON, "b");
  }

  @Test
  void maxMessagesCountsCodeResultsAndNotTheCodeBeforeThem() {
    Team team =
        Team.roundRobin("round").agent(Cast.selfRunner("self")).until(Condition.maxMessages(3));
    Simulator chat =
        Simulator.of(team, new Replies().of("self", Cast.PYTHON, "exitcode: 0", "done"));
    chat.task("go").end();

    assertThat(chat.trace())
        .containsExactly("call self", "run self 1", "call self", "end maxMessages");
  }

  @Test
  void maxTurnsCountsTurns() {
    ends(Condition.maxTurns(4), new Replies(), "a", 5);
  }

  @Test
  void costEndsWhenSoMuchIsSpent() {
    ends(new Condition.Cost(new BigDecimal("0.02")), new Replies(), "b", 3);
    ends(new Condition.Cost(new BigDecimal("0.021")), new Replies(), "c", 4);
  }

  @Test
  void tokenUsageHasThreeLimits() {
    ends(new Condition.TokenUsage(30, 0, 0), new Replies(), "b", 3);
    ends(new Condition.TokenUsage(31, 0, 0), new Replies(), "c", 4);
    ends(new Condition.TokenUsage(0, 20, 0), new Replies(), "b", 3);
    ends(new Condition.TokenUsage(0, 0, 15), new Replies(), "c", 4);
    ends(new Condition.TokenUsage(1_000, 0, 5), new Replies(), "a", 2);
  }

  // --- Texts

  @Test
  void textMentionFindsTheTextAnywhereInItsCase() {
    Replies replies = new Replies().of("a", "all done").of("b", "it is DONE.");
    ends(Condition.textMention("DONE"), replies, "b", 3);
  }

  @Test
  void textMentionMayIgnoreCase() {
    Condition done = new Condition.TextMention("DONE", List.of(), true);
    ends(done, new Replies().of("a", "all done"), "a", 2);
  }

  @Test
  void textMentionOfSourcesLooksAtTheirsOnly() {
    Replies replies = new Replies().of("a", "DONE").of("b", "DONE").of("c", "DONE");
    ends(Condition.textMention("DONE", "b", "c"), replies, "b", 3);
  }

  @Test
  void exactIsTheWholeTextWithoutWhiteSpaceAround() {
    Replies replies = new Replies().of("a", "done now").of("b", "DONE").of("c", "\n done ");
    ends(new Condition.Exact("done", List.of(), false), replies, "c", 4);
    Replies again = new Replies().of("a", "done now").of("b", "DONE");
    ends(new Condition.Exact("done", List.of(), true), again, "b", 3);
  }

  @Test
  void matchesFindsARegularExpression() {
    Condition code = new Condition.Matches("(?m)^exitcode: [1-9]", List.of("b"), false);
    Replies replies = new Replies().of("a", "exitcode: 1").of("b", "so:\nexitcode: 2");
    ends(code, replies, "b", 3);
  }

  @Test
  void theTaskNeverEndsByItsText() {
    for (Condition condition :
        List.of(
            Condition.textMention("o"),
            Condition.not(Condition.textMention("x")),
            new Condition.SourceMatch(List.of(Names.USER)),
            new Condition.TextMessage(null))) {
      Simulator chat = chat(condition, new Replies());
      assertThat(chat.next()).as(condition.reason()).isInstanceOf(Step.Call.class);
    }
  }

  @Test
  void aPersonsWordsEndByTheirText() {
    Simulator chat = chat(Condition.textMention("DONE"), new Replies());
    chat.step();
    chat.say("we are DONE");

    assertThat(chat.end()).isEqualTo(new Step.End("textMention", 0, null, Simulator.PERSON));
  }

  @Test
  void functionalIsAQuestionOfItsOwn() {
    Simulator chat = chat(new Condition.Functional("enough"), new Replies());
    Condition outlined = chat.skeleton().team().termination();
    assertThat(outlined).isEqualTo(new Condition.Finding(0, "functional", List.of()));

    EntryHead head = HeadDraft.text("a", "x").at(1, Intent.call(1, "a", 1), questions());
    EntryHead found =
        new EntryHead(
            head.seq(),
            head.intent(),
            "d",
            "c",
            "a",
            Kind.TEXT,
            null,
            null,
            null,
            List.of(0),
            false,
            false,
            null,
            null,
            List.of(),
            null,
            null);
    ConversationState state = Fold.apply(chat.skeleton(), chat.state(), found);

    assertThat(Conductor.next(chat.skeleton(), state))
        .isEqualTo(new Step.End("functional", 0, null, "a"));
  }

  private static Questions questions() {
    return Questions.of(Cast.round("a").blueprint());
  }

  // --- Kinds and sources

  @Test
  void sourceMatchEndsWithAMessageOfTheAgent() {
    ends(new Condition.SourceMatch(List.of("c", "b")), new Replies(), "b", 3);
  }

  @Test
  void textMessageIsATextOfTheAgentOrOfAny() {
    ends(new Condition.TextMessage(null), new Replies(), "a", 2);
    ends(new Condition.TextMessage("c"), new Replies(), "c", 4);
  }

  @Test
  void handoffIsOneToTheTarget() {
    Simulator chat = chat(new Condition.Handoff(Names.USER), new Replies());
    chat.append(Intent.call(1, "a", 1), HeadDraft.of("a", Kind.HANDOFF, "").to("b"));
    assertThat(chat.next()).isInstanceOf(Step.Call.class);
    chat.append(Intent.call(2, "b", 1), HeadDraft.of("b", Kind.HANDOFF, "").to(Names.USER));

    assertThat(chat.end()).isEqualTo(new Step.End("handoff", 0, null, "b"));
  }

  @Test
  void functionCallIsAFinishedCallOfTheTool() {
    Simulator chat = chat(new Condition.FunctionCall("refund"), new Replies());
    chat.append(Intent.call(1, "a", 1), HeadDraft.of("a", Kind.TOOL_CALLS, "").tool("refund"));
    assertThat(chat.state().met()).isEmpty();
    chat.append(Intent.call(1, "a", 2), HeadDraft.of("a", Kind.TOOL_RESULTS, "").tool("look"));
    assertThat(chat.state().met()).isEmpty();
    chat.append(Intent.call(1, "a", 3), HeadDraft.of("a", Kind.TOOL_RESULTS, "").tool("refund"));

    assertThat(chat.step()).as("the turn goes on to its end").isInstanceOf(Step.Call.class);
    assertThat(chat.end().reason()).isEqualTo("functionCall");
  }

  // --- From outside

  @Test
  void externalAndStopMessageAreAStopAfterTheTurn() {
    for (Condition condition : List.of(new Condition.External(), new Condition.StopMessage())) {
      Simulator chat = chat(condition, new Replies());
      chat.step();
      chat.command(Event.STOP);

      assertThat(chat.end()).isEqualTo(new Step.End(condition.reason(), 0, null, Simulator.PERSON));
    }
  }

  @Test
  void timeoutDoesNotCountTheTimeOfPeople() {
    Simulator chat = chat(Condition.timeout(Duration.ofMinutes(10)), new Replies());
    chat.step();
    chat.elapse(599_999, 86_400_000);
    assertThat(chat.next()).isInstanceOf(Step.Call.class);
    chat.elapse(600_000, 86_400_000);

    assertThat(chat.end()).isEqualTo(new Step.End("timeout", 0, null, "a"));
  }

  @Test
  void timeoutMayCountTheTimeOfPeople() {
    Simulator chat = chat(new Condition.Timeout(Duration.ofMinutes(10), true), new Replies());
    chat.elapse(0, 599_999);
    assertThat(chat.next()).isInstanceOf(Step.Call.class);
    chat.elapse(0, 600_000);

    assertThat(chat.end().reason()).isEqualTo("timeout");
  }

  @Test
  void timeoutLetsTheTurnEnd() {
    Team team =
        Team.roundRobin("round")
            .agent(Cast.selfRunner("self"))
            .until(Condition.timeout(Duration.ofMinutes(1)));
    Simulator chat =
        Simulator.of(team, new Replies().of("self", Cast.PYTHON, "exitcode: 0", "done"));
    chat.task("go").step();
    chat.elapse(60_000, 60_000);
    chat.end();

    assertThat(chat.trace()).containsExactly("call self", "run self 1", "call self", "end timeout");
  }

  @Test
  void otherwiseEndsNothing() {
    Team team = Cast.round("a").until(new Condition.Otherwise().or(Condition.maxMessages(3)));

    assertThat(Simulator.of(team).task("go").end().leaf()).isEqualTo(1);
  }
}
