package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Kind;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Outcome;
import dev.parley.transcript.EntryStore.Outcome.Status;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.transcript.Place;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of effects that share an entry, such as several tool calls, in every store. */
interface OutcomeRules extends Fixture {

  Outcome DONE = new Outcome(Status.DONE, "refunded \u0000 \ud83d", false, 12, "rest");
  Outcome IN_DOUBT = new Outcome(Status.IN_DOUBT, "", true, 0, null);

  private static Place call(String conversation, int number) {
    return Fixture.place(conversation, 0, "turn/1/cashier/1/tool/" + number);
  }

  private Begun begin(Place place, String owner) {
    return entries().begin(place, new Start(owner, null));
  }

  private String state(String conversation) throws SQLException {
    return look("SELECT state FROM attempts WHERE conversation = '%s'".formatted(conversation));
  }

  @Test
  default void whatIsHeldIsFoundInsteadOfDoneAgain() throws SQLException {
    String id = conversation();
    Place one = call(id, 1);
    assertThat(entries().held(id, Place.MAIN, one.intent().key())).isEmpty();
    assertThat(begin(one, "p")).isEqualTo(new Begun.Go(1, false));
    assertThat(entries().hold(one, 1, DONE)).isEqualTo(DONE);
    assertThat(state(id)).isEqualTo("settled");
    assertThat(begin(one, "p")).isEqualTo(new Begun.Held(DONE));
    assertThat(second().entries().held(id, Place.MAIN, one.intent().key())).contains(DONE);
    assertThat(begin(call(id, 2), "p")).isEqualTo(new Begun.Go(1, false));
    assertThat(entries().read(id, 0, 9)).isEmpty();
  }

  @Test
  default void theFirstOutcomeStaysAndTheLoserEndsToo() throws SQLException {
    String id = conversation();
    Place one = call(id, 1);
    begin(one, "dead");
    assertThat(begin(one, "heir")).isEqualTo(new Begun.Go(2, true));
    assertThat(entries().hold(one, 2, IN_DOUBT)).isEqualTo(IN_DOUBT);
    assertThat(entries().hold(one, 1, DONE)).isEqualTo(IN_DOUBT);
    assertThat(entries().held(id, Place.MAIN, one.intent().key())).contains(IN_DOUBT);
    assertThat(
            look(
                "SELECT COUNT(*) FROM attempts WHERE conversation = '%s' AND state <> 'settled'"
                    .formatted(id)))
        .isEqualTo("0");
  }

  @Test
  default void anOutcomeIsStillHeldWhenTheEntryIsWritten() {
    String id = conversation();
    Place one = call(id, 1);
    begin(one, "p");
    entries().hold(one, 1, DONE);
    say(id, 0, "the results");
    assertThat(begin(one, "p")).isEqualTo(new Begun.Held(DONE));
  }

  @Test
  default void onlyTheCurrentRunHolds() {
    String id = conversation();
    Place one = call(id, 1);
    begin(one, "p");
    conversations().register(new RunStart(id, "run-2", RUN, RUN));
    assertThatThrownBy(() -> entries().hold(one, 1, DONE))
        .isInstanceOf(Refused.class)
        .extracting(e -> ((Refused) e).reason())
        .isEqualTo(Reason.STALE_RUN);
    assertThat(entries().held(id, Place.MAIN, one.intent().key())).isEmpty();
  }

  @Test
  default void anAttemptIsLostUntilItIsHeardOfWhateverComesOfLaterOnes() {
    String id = conversation();
    Place one = call(id, 1);
    transcript().leases().renew("alive-" + id);
    assertThat(begin(one, "alive-" + id)).isEqualTo(new Begun.Go(1, false));
    fail(one, 1);
    assertThat(begin(one, "alive-" + id)).isEqualTo(new Begun.Go(2, false));
    assertThat(begin(one, "p")).isEqualTo(new Begun.Elsewhere("alive-" + id));
    transcript().leases().release("alive-" + id);
    assertThat(begin(one, "p")).isEqualTo(new Begun.Go(3, true));
    fail(one, 3);
    assertThat(begin(one, "p")).isEqualTo(new Begun.Go(4, true));
    fail(one, 4);
    // What the lost one came to is known after all.
    fail(one, 2);
    assertThat(begin(one, "p")).isEqualTo(new Begun.Go(5, false));
  }

  private void fail(Place place, int attempt) {
    entries().fail(place, attempt, new AttemptFailure("x", "x", null, null, null, null));
  }

  @Test
  default void aResetLeavesWhatWasHeldAfterItsEntryBehind() {
    String id = conversation();
    say(id, 0, "a");
    say(id, 1, "b");
    Place one = Fixture.place(id, 2, "turn/1/cashier/1/tool/1");
    begin(one, "p");
    entries().hold(one, 1, DONE);
    say(id, 2, "c");
    conversations().register(new RunStart(id, "run-2", RUN, null));
    assertThat(entries().held(id, Place.MAIN, one.intent().key())).isEmpty();
    assertThat(entries().held(id, "reset-1", one.intent().key())).contains(DONE);
  }

  @Test
  default void toolCallsAreThoseThatHaveResults() {
    String id = conversation();
    var calls =
        List.of(new ToolCallHead("c1", "refund", "d"), new ToolCallHead("c2", "refund", "d"));
    entries()
        .append(
            Fixture.place(id, 0, "a"),
            Draft.of("cashier", Kind.TOOL_CALLS, Words.of("")).withCalls(calls),
            Settling.NOTHING);
    assertThat(standing(id).toolCalls()).isZero();
    entries()
        .append(
            Fixture.place(id, 1, "b"),
            Draft.of("cashier", Kind.TOOL_RESULTS, Words.of("")).withCalls(calls),
            Settling.NOTHING);
    append(Fixture.place(id, 2, "c"), text("coder", "done"), 0);
    assertThat(standing(id).toolCalls()).isEqualTo(2);
    assertThat(standing(id).codeRuns()).isZero();
  }
}
