package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which code an agent runs, and when. */
class CodeTurnsTest {

  private static final String OTHER = "```sh\nls\n```";

  private static Team executorWith(String... writers) {
    Team team = Team.roundRobin("round");
    for (String writer : writers) {
      team = team.agent(Cast.model(writer));
    }
    return team.agent(Agent.codeExecutor("runner"));
  }

  private static Simulator both(Agent second, int turns, Replies replies) {
    Team team = Team.roundRobin("round").agent(Cast.model("coder")).agent(second);
    return Simulator.of(team.maxTurns(turns), replies).task("go");
  }

  @Test
  void theNewestCodeOfOthersSinceItLastSpokeIsRun() {
    Replies replies = new Replies().of("a", Cast.PYTHON).of("b", OTHER).of("c", "no code");
    Simulator chat = Simulator.of(executorWith("a", "b", "c").maxTurns(4), replies).task("go");
    chat.end();

    assertThat(chat.trace()).contains("run runner 2");
  }

  @Test
  void itWalksBackOverUnansweredMessages() {
    Replies replies = new Replies().of("a", Cast.PYTHON).of("b", "nice").of("c", "very nice");
    Simulator chat = Simulator.of(executorWith("a", "b", "c").maxTurns(4), replies).task("go");
    chat.end();

    assertThat(chat.trace()).contains("run runner 1");
  }

  @Test
  void codeThatWasAnsweredIsNotRunAgain() {
    Replies replies = new Replies().of("a", Cast.PYTHON, "thank you");
    Simulator chat = Simulator.of(executorWith("a").maxTurns(4), replies).task("go");
    chat.end();

    assertThat(chat.trace())
        .containsExactly("call a", "run runner 1", "call a", "run runner -1", "end maxTurns");
  }

  @Test
  void withoutCodeItRunsNothingAndSaysSo() {
    Simulator chat = Simulator.of(executorWith("a").maxTurns(2)).task("go");
    chat.end();

    assertThat(chat.trace()).containsExactly("call a", "run runner -1", "end maxTurns");
    assertThat(chat.speakers()).containsExactly("user", "a", "runner");
  }

  @Test
  void codeInTheTaskCounts() {
    Simulator chat = Simulator.of(executorWith().maxTurns(1)).task(Cast.PYTHON);
    chat.end();

    assertThat(chat.trace()).containsExactly("run runner 0", "end maxTurns");
  }

  @Test
  void aPersonsCodeCounts() {
    Simulator chat = Simulator.of(executorWith("a").maxTurns(2)).task("go");
    chat.step();
    chat.say(Cast.PYTHON);
    chat.end();

    assertThat(chat.trace()).containsExactly("call a", "run runner 2", "end maxTurns");
  }

  @Test
  void codeThatNoLanguageRunsIsNoCode() {
    Replies replies = new Replies().of("a", "```java\nclass A {}\n```");
    Simulator chat = Simulator.of(executorWith("a").maxTurns(2), replies).task("go");
    chat.end();

    assertThat(chat.trace()).contains("run runner -1");
  }

  @Test
  void theInitiatorDoesNotRunTheCodeOfItsOwnTask() {
    Agent boss = Cast.proxy(Human.NEVER).executor(Executor.DEFAULT);
    Simulator chat = Simulator.of(Cast.pair(boss).maxTurns(2)).task(Cast.PYTHON);
    chat.end();

    assertThat(chat.trace())
        .containsExactly("call helper", "say boss", "call helper", "end maxTurns");
  }

  @Test
  void aProxyWithAnExecutorRunsCodeElseSaysItsFixedText() {
    Agent boss = Cast.proxy(Human.NEVER).executor(Executor.DEFAULT);
    Replies replies = new Replies().of("helper", Cast.PYTHON, "no code");
    Simulator chat = Simulator.of(Cast.pair(boss).maxTurns(3), replies).task("go");
    chat.end();

    assertThat(chat.trace())
        .containsExactly(
            "call helper", "run boss 1", "call helper", "say boss", "call helper", "end maxTurns");
  }

  @Test
  void unansweredCodeOutlivesTheEndOfARound() {
    Replies replies = new Replies().of("a", Cast.PYTHON);
    Simulator chat = Simulator.of(executorWith("a").maxTurns(1), replies).task("go");
    chat.end();
    chat.again("now run it");
    chat.end();

    assertThat(chat.trace())
        .containsExactly("call a", "end maxTurns", "run runner 1", "end maxTurns");
  }

  // --- Code and a model in one agent

  @Test
  void withCodeAndAModelTheCodeComesFirstElseTheModelReplies() {
    Agent second = Cast.model("both").executor(Executor.DEFAULT);
    Simulator chat = both(second, 4, new Replies().of("coder", Cast.PYTHON, "no code"));
    chat.end();

    assertThat(chat.trace())
        .containsExactly("call coder", "run both 1", "call coder", "call both", "end maxTurns");
  }

  @Test
  void itsOwnCodeIsNotRunUnlessItIsTold() {
    Agent second = Cast.model("both").executor(Executor.DEFAULT);
    Simulator chat = both(second, 4, new Replies().of("both", Cast.PYTHON));
    chat.end();

    assertThat(chat.trace())
        .containsExactly("call coder", "call both", "call coder", "call both", "end maxTurns");
  }

  @Test
  void theCodeOfItsOwnModelIsRunAndTheModelHasTheLastWord() {
    Replies replies = new Replies().of("self", Cast.PYTHON, "exitcode: 0", "It printed 1.");
    Simulator chat = both(Cast.selfRunner("self"), 3, replies);
    chat.end();

    assertThat(chat.trace())
        .containsExactly(
            "call coder", "call self", "run self 2", "call self", "call coder", "end maxTurns");
    assertThat(chat.state().tally().turns()).isEqualTo(3);
    assertThat(chat.heads())
        .extracting(EntryHead::kind)
        .containsExactly(Kind.TEXT, Kind.TEXT, Kind.CODE, Kind.CODE_RESULT, Kind.TEXT, Kind.TEXT);
  }

  @Test
  void theLastWordIsNotRunAgain() {
    Replies replies = new Replies().of("self", Cast.PYTHON, "exitcode: 0", Cast.PYTHON);
    Simulator chat = both(Cast.selfRunner("self"), 3, replies);
    chat.end();

    assertThat(chat.trace())
        .containsExactly(
            "call coder", "call self", "run self 2", "call self", "call coder", "end maxTurns");
    assertThat(chat.steps())
        .filteredOn(Step.Call.class::isInstance)
        .extracting(step -> ((Step.Call) step).runsOwnCode())
        .containsExactly(false, true, false, false);
  }

  @Test
  void aPersonsCodeWithinTheTurnDoesNotTakeItsLastWord() {
    Replies replies = new Replies().of("self", Cast.PYTHON, "exitcode: 0", "It printed 1.");
    Simulator chat = both(Cast.selfRunner("self"), 2, replies);
    chat.step();
    chat.step();
    chat.say(OTHER);
    chat.end();

    assertThat(chat.trace())
        .containsExactly("call coder", "call self", "run self 2", "call self", "end maxTurns");
  }

  @Test
  void whatItsModelWroteForItselfIsNoMessageToOthers() {
    Team team =
        Team.roundRobin("round")
            .agent(Cast.selfRunner("self"))
            .agent(Agent.codeExecutor("runner"))
            .maxTurns(2);
    Replies replies = new Replies().of("self", Cast.PYTHON, "exitcode: 0", "done");
    Simulator chat = Simulator.of(team, replies).task("go");
    chat.end();

    assertThat(chat.trace())
        .containsExactly("call self", "run self 1", "call self", "run runner -1", "end maxTurns");
  }

  @Test
  void theIntentsOfATurnAreNumbered() {
    Replies replies = new Replies().of("self", Cast.PYTHON, "exitcode: 0", "done");
    Simulator chat = both(Cast.selfRunner("self"), 2, replies);
    chat.end();

    assertThat(chat.heads())
        .extracting(head -> head.intent().key())
        .containsExactly(
            "task", "turn/1/coder/1", "turn/2/self/1", "turn/2/self/2", "turn/2/self/3");
  }

  // --- Reply functions

  @Test
  void aSilentReplyFunctionIsAskedOnceAndTheNextWayIsTaken() {
    Simulator chat = both(Cast.custom("odd"), 2, new Replies());
    chat.end();

    assertThat(chat.trace()).containsExactly("call coder", "invoke odd", "say odd", "end maxTurns");
  }

  @Test
  void aSilentReplyFunctionBehindAPersonWhoIsNotAskedIsInvokedOnce() {
    Agent odd = Cast.custom("odd").with(new Reply.AskHuman(Human.NEVER, List.of(), null));
    Simulator chat = both(odd, 2, new Replies());
    chat.end();

    assertThat(chat.trace()).containsExactly("call coder", "invoke odd", "say odd", "end maxTurns");
  }

  @Test
  void aReplyFunctionThatSpeaksEndsTheTurn() {
    Simulator chat = both(Cast.custom("odd"), 2, new Replies().of("odd", "hello"));
    chat.end();

    assertThat(chat.trace()).containsExactly("call coder", "invoke odd", "end maxTurns");
  }

  @Test
  void whereNoWayIsLeftTheConversationIsComplete() {
    Agent odd =
        new Agent(
            "odd", Agent.Type.ConversableAgent, "", List.of(new Reply.Custom("f")), null, null);
    Simulator chat = both(odd, 2, new Replies());

    assertThat(chat.end()).isEqualTo(new Step.End("complete", -1, "odd", "coder"));
  }
}
