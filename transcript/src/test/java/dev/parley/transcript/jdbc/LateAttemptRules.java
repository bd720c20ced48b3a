package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.called;
import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.Event;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.AttemptFailure;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.Place;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds, in every store, of an effect whose place is settled while an attempt of it is still
 * alive: a person has cancelled it, or it has failed for good.
 */
interface LateAttemptRules extends Fixture {

  private static Place call(String conversation) {
    return place(conversation, 0, "turn/1/coder/1");
  }

  private static Draft settled(Event event) {
    return Draft.event(event, "ann", Words.of("")).withPerson("ann", "coder", null, false);
  }

  /** What an attempt left behind in vain. */
  private String evidence(String conversation, int attempt) throws SQLException {
    String digest =
        look(
            "SELECT evidence FROM attempts WHERE conversation = '%s' AND attempt = %d"
                .formatted(conversation, attempt));
    return new String(transcript().blobs().get(conversation, digest), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(
      value = Event.class,
      names = {"CANCELLED", "FAILED"})
  default void aSettledPlaceStandsAndWhatItsAttemptWritesLaterIsEvidenceAndPaid(Event event)
      throws SQLException {
    String id = conversation();
    int attempt = begin(call(id), "p1", "m", 100L);
    EntryHead settled = append(call(id), settled(event), 0).head();

    Draft late = text("coder", "all the same").withCall(new Usage(4, 1, 0, 0), new Money(7), "s");
    assertThat(append(call(id), late, attempt)).isEqualTo(new Appended.Adopted(settled));

    assertThat(entries().read(id, 0, 9))
        .extracting(Entry::head)
        .containsExactly(settled)
        .first()
        .satisfies(head -> assertThat(head.event()).isEqualTo(event));
    assertThat(evidence(id, attempt)).contains("all the same");
    assertThat(standing(id).modelCalls()).isEqualTo(1);
    assertThat(standing(id).usage()).isEqualTo(new Usage(4, 1, 0, 0));
    assertThat(standing(id).cost()).isEqualTo(new Money(7));
    assertThat(entries().verify(id)).isEmpty();
  }

  @Test
  default void aLateAttemptIsPaidForOnceHoweverOftenItWrites() {
    String id = conversation();
    int attempt = begin(call(id), "p1", "m", 100L);
    append(call(id), settled(Event.CANCELLED), 0);

    append(call(id), called("coder", 4, 7), attempt);
    append(call(id), called("coder", 4, 7), attempt);
    entries().fail(call(id), attempt, new AttemptFailure("x", "x", null, null, null, null));

    assertThat(standing(id).modelCalls()).isEqualTo(1);
    assertThat(standing(id).cost()).isEqualTo(new Money(7));
  }

  @Test
  default void aPlaceIsSettledOnceWhoeverSettlesItAgain() {
    String id = conversation();
    begin(call(id), "p1", "m", 100L);
    EntryHead failed = append(call(id), settled(Event.FAILED), 0).head();

    assertThat(append(call(id), settled(Event.FAILED), 0)).isEqualTo(new Appended.Adopted(failed));
    assertThat(append(call(id), settled(Event.CANCELLED), 0))
        .isEqualTo(new Appended.Adopted(failed));
    assertThat(entries().read(id, 0, 9)).hasSize(1);
  }

  @Test
  default void anEntryThatIsThereStandsWhoeverWouldSettleItsPlace() {
    String id = conversation();
    int attempt = begin(call(id), "p1", "m", 100L);
    Appended own = append(call(id), called("coder", 4, 7), attempt);

    assertThat(append(call(id), settled(Event.CANCELLED), 0))
        .isEqualTo(new Appended.Adopted(own.head()));
    assertThat(append(call(id), settled(Event.FAILED), 0))
        .isEqualTo(new Appended.Adopted(own.head()));
  }

  @Test
  default void whatIsSettledIsNotBegunAgain() {
    String id = conversation();
    begin(call(id), "p1", "m", 100L);
    EntryHead failed = append(call(id), settled(Event.FAILED), 0).head();

    assertThat(entries().begin(call(id), Fixture.call("p2", "m", 5, Ceilings.NONE)))
        .isEqualTo(new Begun.Found(new Appended.Adopted(failed)));
    assertThat(entries().attempts(id, Place.MAIN, "turn/1/coder/1")).isEqualTo(1);
  }
}
