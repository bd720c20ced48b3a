package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Pause, interrupt, cancel, stop: before, within and after a turn. */
class HoldTest {

  private static final Step PAUSED = new Step.Hold(ConversationState.Hold.PAUSED);

  private final Simulator chat = Simulator.of(Cast.round("a", "b").maxTurns(3)).task("go");

  /** A team whose first turn has three effects. */
  private static Simulator selfRunner() {
    Team team = Team.roundRobin("round").agent(Cast.selfRunner("a")).agent(Cast.model("b"));
    return Simulator.of(team.maxTurns(2), new Replies().of("a", Cast.PYTHON, "exitcode: 0", "ok"))
        .task("go");
  }

  @Test
  void aPauseHoldsUntilItIsResumedWhateverIsSaid() {
    chat.step();
    chat.command(Event.PAUSED);
    assertThat(chat.next()).isEqualTo(PAUSED);
    chat.say("still there?");
    assertThat(chat.next()).isEqualTo(PAUSED);
    chat.command(Event.RESUMED);
    chat.end();

    assertThat(chat.speakers()).containsExactly("user", "a", Simulator.PERSON, "b", "a");
  }

  @Test
  void anInterruptedCallIsMadeAgainAfterWords() {
    chat.lose(Event.CANCELLED);
    chat.command(Event.INTERRUPTED);
    assertThat(chat.step()).isInstanceOf(Step.Ask.class);
    assertThat(chat.next()).isEqualTo(new Step.Wait("r1"));
    chat.say("shorter, please");

    assertThat(chat.step())
        .isInstanceOfSatisfying(
            Step.Call.class, call -> assertThat(call.intent().key()).isEqualTo("turn/1/a/2"));
    assertThat(chat.speakers()).containsExactly("user", Simulator.PERSON, "a");
  }

  @Test
  void anInterruptedCallIsMadeAgainAfterResume() {
    chat.lose(Event.CANCELLED);
    chat.command(Event.INTERRUPTED);
    chat.command(Event.RESUMED);

    chat.end();

    assertThat(chat.speakers()).containsExactly("user", "a", "b", "a");
  }

  @Test
  void inTheMiddleOfATurnTheSameTurnGoesOn() {
    Simulator turn = selfRunner();
    turn.step();
    turn.lose(Event.CANCELLED);
    turn.command(Event.INTERRUPTED);
    turn.say("go on");
    turn.end();

    assertThat(turn.trace())
        .containsExactly("call a", "run a 1", "run a 1", "call a", "call b", "end maxTurns");
  }

  @Test
  void anInterruptWhileAPersonIsAskedIsOverWithTheAnswer() {
    Simulator asked = Simulator.of(Cast.pair(Cast.proxy(Human.ALWAYS))).task("go");
    asked.run();
    asked.command(Event.INTERRUPTED);
    assertThat(asked.step()).isInstanceOf(Step.Ask.class);
    asked.say("here I am");

    assertThat(asked.next()).isInstanceOf(Step.Call.class);
  }

  @Test
  void aPauseWhileAPersonIsAskedOutlivesTheAnswer() {
    Simulator asked = Simulator.of(Cast.pair(Cast.proxy(Human.ALWAYS))).task("go");
    asked.run();
    asked.command(Event.PAUSED);
    asked.say("here I am");

    assertThat(asked.next()).isEqualTo(PAUSED);
  }

  @Test
  void aStopAfterTheTurnLetsTheTurnEnd() {
    Simulator turn = selfRunner();
    turn.step();
    turn.command(Event.STOP);

    assertThat(turn.end()).isEqualTo(new Step.End("stopped", -1, null, Simulator.PERSON));
    assertThat(turn.trace()).containsExactly("call a", "run a 1", "call a", "end stopped");
  }

  @Test
  void aStopAtOnceDoesNot() {
    Simulator turn = selfRunner();
    turn.step();
    turn.lose(Event.CANCELLED);
    turn.command(Event.STOPPED);

    assertThat(turn.end()).isEqualTo(new Step.End("stopped", -1, null, Simulator.PERSON));
    assertThat(turn.trace()).containsExactly("call a", "run a 1", "end stopped");
  }

  @Test
  void aStopAfterTheTurnDoesNotWaitForAResume() {
    Simulator turn = selfRunner();
    turn.step();
    turn.command(Event.PAUSED);
    assertThat(turn.next()).isEqualTo(PAUSED);
    turn.command(Event.STOP);

    assertThat(turn.end().reason()).isEqualTo("stopped");
  }

  @Test
  void aStopWithoutAPersonIsParleysOwn() {
    chat.step();
    chat.append(Intent.event("stop", 2), HeadDraft.event(Event.STOP, null));

    assertThat(chat.end()).isEqualTo(new Step.End("stopped", -1, null, Names.PARLEY));
  }

  @Test
  void aRefusalChangesNothing() {
    chat.step();
    Step before = chat.next();
    chat.command(Event.REFUSED);

    assertThat(chat.next()).isEqualTo(before);
  }

  @Test
  void aFailureEndsTheConversationAndNamesTheAgent() {
    chat.step();
    chat.lose(Event.FAILED);

    assertThat(chat.end()).isEqualTo(new Step.End("failed", -1, null, "b"));
  }

  @Test
  void afterAFailureTheSameAgentTriesAgainUnderAnotherIntent() {
    chat.step();
    chat.lose(Event.FAILED);
    chat.end();
    chat.again("try again");
    chat.end();

    assertThat(chat.speakers()).containsExactly("user", "a", Simulator.PERSON, "b", "a", "b");
  }

  @Test
  void afterAStopInTheMiddleOfATurnTheAgentBeginsAnew() {
    Simulator turn = selfRunner();
    turn.step();
    turn.lose(Event.CANCELLED);
    turn.command(Event.STOPPED);
    turn.end();
    turn.again("go on");
    turn.end();

    // Its own code was never run, and a new round does not run it unasked.
    assertThat(turn.trace())
        .isEqualTo(List.of("call a", "run a 1", "end stopped", "call a", "call b", "end maxTurns"));
  }

  @Test
  void anEntryThatIsNotTheNextOneIsRefused() {
    EntryHead late = HeadDraft.text("a", "x").at(7, new Intent("x"), questions());

    assertThatThrownBy(() -> Fold.apply(chat.skeleton(), chat.state(), late))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("entry 7 cannot follow entry 0");
  }

  private static Questions questions() {
    return Questions.of(Cast.round("a", "b").blueprint());
  }
}
