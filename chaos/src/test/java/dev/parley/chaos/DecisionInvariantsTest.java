package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Choice;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.RequestKind;
import dev.parley.agents.ToolEffect;
import dev.parley.client.Verdict;
import dev.parley.transcript.RequestStore;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever must hold of people's decisions is noticed when it does not. */
class DecisionInvariantsTest {

  private static Arguments spoilt(String problem, Consumer<CookedDecisions> how) {
    return Arguments.of(problem, how);
  }

  private static void happens(CookedDecisions run, int number, int amount) {
    ToolEffect effect = CookedDecisions.PLAN.call(number).effect();
    run.hits.add(new Counter.Hit("cooked", "k" + number, effect, number, amount));
  }

  private static void forget(CookedDecisions run, int number) {
    run.hits.removeIf(hit -> hit.number() == number);
  }

  private static void remove(CookedDecisions run, String intent) {
    run.entries.removeIf(entry -> entry.head().intent().key().equals(intent));
  }

  private static void toldOf(CookedDecisions run, int number, String text) {
    run.entries.removeIf(
        entry ->
            entry.words().detail() instanceof Entry.Results results
                && results.results().stream().anyMatch(one -> one.id().equals("c" + number)));
    run.results(CookedDecisions.result(number, text));
  }

  static Stream<Arguments> effects() {
    return Stream.of(
        spoilt("call 1, ONCE, happened 2 times under 2 keys", run -> run.hit(1, "other")),
        spoilt("call 1, ONCE, happened 2 times under 1 keys", run -> run.hit(1, "k1")),
        spoilt("call 1, ONCE, happened 0 times under 0 keys", run -> forget(run, 1)),
        spoilt("call 2, IDEMPOTENT, happened 2 times under 2 keys", run -> run.hit(2, "other")),
        spoilt("call 2, IDEMPOTENT, happened 0 times under 0 keys", run -> forget(run, 2)),
        spoilt("call 3, READ, happened 0 times under 0 keys", run -> forget(run, 3)),
        spoilt("call 4: reject, and it happened", run -> run.hit(4, "k4")),
        spoilt("call 3 happened with 99 instead of 10", run -> happens(run, 3, 99)),
        spoilt(
            "nobody planned Hit[conversation=cooked, key=k, effect=ONCE, number=7, amount=1]",
            run -> run.hits.add(new Counter.Hit("cooked", "k", ToolEffect.ONCE, 7, 1))),
        spoilt("1 people were asked in vain whether call 1 happened", run -> run.lossy = false),
        spoilt(
            "1 people were asked in vain whether call 2 happened",
            run -> {
              run.asked("r6", RequestKind.IN_DOUBT, 2);
              run.decided("r6", Choice.HAPPENED, "m6");
              run.requests.add(CookedDecisions.request("r6", RequestStore.State.DECIDED));
            }));
  }

  static Stream<Arguments> transcripts() {
    return Stream.of(
        spoilt("the chain breaks at entry 3", run -> run.chain = "the chain breaks at entry 3"),
        spoilt("it ended by failed", run -> run.end = "failed"),
        spoilt("r2 was decided 0 times", run -> remove(run, "signal/m2")),
        spoilt("r2 was decided 2 times", run -> run.decided("r2", Choice.REJECT, "m8")),
        spoilt("call 4 was asked about 0 times", run -> remove(run, "request/r5")),
        spoilt("call 4 was asked about 2 times", run -> run.asked("r7", RequestKind.TOOL, 4)),
        spoilt("entry 2 stands at place 1", run -> remove(run, "request/r1")),
        spoilt("signal/m1 happened twice", run -> run.decided("r1", Choice.APPROVE, "m1")),
        spoilt(
            "call 4: the model was told \"done\" instead of \"Not done: rejected by dana: why\"",
            run -> toldOf(run, 4, "done")),
        spoilt(
            "call 1: the model was told \"Error\" instead of \"pay 1: 10 EUR\"",
            run -> toldOf(run, 1, "Error")),
        spoilt(
            "its course was [calls pay 1, book 2, results of pay 1, book 2, calls look 3, pay 4,"
                + " results of look 3, pay 4, All is done. TERMINATE, again] instead of [calls pay"
                + " 1, book 2, results of pay 1, book 2, calls look 3, pay 4, results of look 3,"
                + " pay 4, All is done. TERMINATE]",
            run -> run.add(Kind.TEXT, "turn/2", DecisionRun.AGENT, "again", null, null, null)));
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        spoilt(
            "r5 is left in the inbox",
            run -> run.open.add(CookedDecisions.request("r5", RequestStore.State.OPEN))),
        spoilt(
            "the store has r5 as OPEN",
            run -> {
              run.requests.removeLast();
              run.requests.add(CookedDecisions.request("r5", RequestStore.State.OPEN));
            }),
        spoilt("the store knows 4 of 5 requests", run -> run.requests.removeLast()),
        spoilt(
            "was told that it counts, and it does not",
            run ->
                run.told.add(
                    CookedDecisions.told("m9", new Verdict.Taken(run.entries.getFirst())))),
        spoilt(
            "was told that it does not count, and it does",
            run -> run.told.add(CookedDecisions.told("m1", new Verdict.Refused("late")))));
  }

  @Test
  void aRunThatIsAsItMustBeHasNoProblem() {
    assertThat(new CookedDecisions().broken()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource({"effects", "transcripts", "requests"})
  void whatMustNotBeIsNoticed(String problem, Consumer<CookedDecisions> spoil) {
    CookedDecisions run = new CookedDecisions();

    Objects.requireNonNull(spoil).accept(run);

    assertThat(run.broken()).anySatisfy(one -> assertThat(one).endsWith(problem));
  }
}
