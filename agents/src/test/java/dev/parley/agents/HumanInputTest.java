package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a person is asked, and what the answer does: AutoGen's three modes. */
class HumanInputTest {

  private static Agent boss(Human mode) {
    return Cast.proxy(mode).termination(Cast.TERMINATE);
  }

  private static Simulator chat(Agent initiator, String... helperSays) {
    return Simulator.of(Cast.pair(initiator).maxTurns(5), new Replies().of("helper", helperSays))
        .task("go");
  }

  // --- ALWAYS

  @Test
  void alwaysAsksAtEveryTurnAndTheAnswerIsTheReply() {
    Simulator chat = chat(boss(Human.ALWAYS));

    assertThat(chat.run()).isEqualTo(new Step.Wait("r1"));
    chat.say("look closer");
    assertThat(chat.run()).isEqualTo(new Step.Wait("r2"));

    assertThat(chat.trace())
        .containsExactly(
            "call helper", "ask boss r1", "wait r1", "call helper", "ask boss r2", "wait r2");
    assertThat(chat.speakers()).containsExactly("user", "helper", "boss", "helper");
    assertThat(chat.state().tally().humanInputs()).isEqualTo(1);
  }

  @Test
  void nothingHappensUntilTheAnswerComes() {
    Simulator chat = chat(boss(Human.ALWAYS));
    Step waiting = chat.run();

    assertThat(chat.run()).isEqualTo(waiting);
    assertThat(chat.heads()).hasSize(3);
  }

  @Test
  void enterTakesTheNextWayOfTheChain() {
    Simulator chat = chat(boss(Human.ALWAYS));
    chat.run();
    chat.say("");

    assertThat(chat.step()).isInstanceOf(Step.Say.class);
    assertThat(chat.speakers()).containsExactly("user", "helper", "boss");
  }

  @Test
  void enterWithAModelBehindThePersonCallsTheModel() {
    Agent both = Cast.model("boss").with(new Reply.AskHuman(Human.ALWAYS, List.of("dana"), null));
    Simulator chat = chat(both);
    chat.run();
    chat.say("");

    assertThat(chat.step()).isInstanceOf(Step.Call.class);
    assertThat(chat.speakers()).containsExactly("user", "helper", "boss");
  }

  @Test
  void enterOnATerminationMessageIsTheEnd() {
    Simulator chat = chat(boss(Human.ALWAYS), "TERMINATE");
    chat.run();
    chat.say("");

    assertThat(chat.end()).isEqualTo(new Step.End("exit", -1, null, Simulator.PERSON));
    assertThat(chat.speakers()).containsExactly("user", "helper");
  }

  @Test
  void exitIsTheEnd() {
    Simulator chat = chat(boss(Human.ALWAYS));
    chat.run();
    chat.say("exit");

    assertThat(chat.end()).isEqualTo(new Step.End("exit", -1, null, Simulator.PERSON));
    assertThat(chat.state().open()).isEmpty();
  }

  @Test
  void thePeopleOfTheBlueprintAreAsked() {
    Agent both = Cast.model("boss").with(new Reply.AskHuman(Human.ALWAYS, List.of("dana"), null));
    Simulator chat = chat(both);
    chat.run();

    assertThat(chat.steps())
        .filteredOn(Step.Ask.class::isInstance)
        .containsExactly(
            new Step.Ask(
                Intent.request("r1"), "boss", "r1", RequestKind.HUMAN, null, -1, List.of("dana")));
  }

  // --- TERMINATE

  @Test
  void terminateRepliesByItselfUntilTheConditionIsMet() {
    Simulator chat = chat(boss(Human.TERMINATE), "working", "TERMINATE");

    assertThat(chat.run()).isEqualTo(new Step.Wait("r1"));
    assertThat(chat.speakers()).containsExactly("user", "helper", "boss", "helper");
  }

  @Test
  void terminateGoesOnWithTheAnswer() {
    Simulator chat = chat(boss(Human.TERMINATE), "TERMINATE", "more", "TERMINATE");
    chat.run();
    chat.say("do more");

    assertThat(chat.run()).isEqualTo(new Step.Wait("r2"));
    assertThat(chat.speakers())
        .containsExactly("user", "helper", "boss", "helper", "boss", "helper");
  }

  @Test
  void terminateTakesEnterOnATerminationMessageAsTheEnd() {
    Simulator chat = chat(boss(Human.TERMINATE), "TERMINATE");
    chat.run();
    chat.say("");

    assertThat(chat.end().reason()).isEqualTo("exit");
  }

  @Test
  void terminateAsksAtItsLimitAndEnterThereIsAnotherReply() {
    Simulator chat = chat(boss(Human.TERMINATE).maxConsecutiveAutoReply(1));

    assertThat(chat.run()).isEqualTo(new Step.Wait("r1"));
    chat.say("");
    assertThat(chat.step()).isInstanceOf(Step.Say.class);
    assertThat(chat.run()).as("the limit still holds").isEqualTo(new Step.Wait("r2"));
  }

  @Test
  void anAnswerSetsTheCounterOfAutomaticRepliesBack() {
    Simulator chat = chat(boss(Human.TERMINATE).maxConsecutiveAutoReply(1));
    chat.run();
    chat.say("good, go on");

    assertThat(chat.step()).isInstanceOf(Step.Call.class);
    assertThat(chat.step()).as("by itself again").isInstanceOf(Step.Say.class);
  }

  @Test
  void neverAsksNobody() {
    Simulator chat = chat(boss(Human.NEVER), "working", "TERMINATE");

    assertThat(chat.end().reason()).isEqualTo("exact");
    assertThat(chat.trace()).noneMatch(step -> step.startsWith("ask"));
  }

  // --- Beside the request

  @Test
  void wordsToAnotherAgentAnswerNoRequest() {
    Simulator chat = chat(boss(Human.ALWAYS));
    chat.run();
    chat.say("you too, helper", "helper");

    assertThat(chat.run()).isEqualTo(new Step.Wait("r1"));
    chat.say("fine");
    assertThat(chat.step()).isInstanceOf(Step.Call.class);
  }

  @Test
  void aWithdrawnRequestIsMadeAnewUnderAnotherId() {
    Simulator chat = chat(boss(Human.ALWAYS));
    chat.run();

    Step next = Conductor.next(chat.skeleton(), chat.state().withoutRequests());

    assertThat(next)
        .isEqualTo(
            new Step.Ask(
                Intent.request("r2"),
                "boss",
                "r2",
                RequestKind.HUMAN,
                null,
                -1,
                List.of("starter")));
  }

  @Test
  void aTimeoutThatCountsWaitingEndsTheWaiting() {
    Team team =
        Cast.pair(boss(Human.ALWAYS)).until(new Condition.Timeout(Duration.ofHours(1), true));
    Simulator chat = Simulator.of(team).task("go");
    assertThat(chat.run()).isInstanceOf(Step.Wait.class);

    chat.elapse(0, 3_600_000);

    assertThat(chat.end()).isEqualTo(new Step.End("timeout", 0, null, "helper"));
  }

  @Test
  void aStopAfterTheTurnDoesNotWaitForThePerson() {
    Simulator chat = chat(boss(Human.ALWAYS));
    chat.run();
    chat.command(Event.STOP);

    assertThat(chat.end()).isEqualTo(new Step.End("stopped", -1, null, Simulator.PERSON));
  }
}
