package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.call;
import static dev.parley.transcript.jdbc.Fixture.called;
import static dev.parley.transcript.jdbc.Fixture.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Ceiling;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.Leases;
import dev.parley.transcript.Place;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What holds of leases, and of effects that a living process has begun, in every store. */
interface OwnershipRules extends Fixture {

  private Leases leases() {
    return transcript().leases();
  }

  private Begun begin(Place place, String owner) {
    return entries().begin(place, call(owner, "m", 5, Ceilings.NONE));
  }

  private void shift(String owner, long millis) throws SQLException {
    int unused =
        tamper(
            "UPDATE leases SET expires_at = expires_at + (%d) WHERE owner = '%s'"
                .formatted(millis, owner));
  }

  @Test
  default void aLeaseLastsFromItsRenewalAndIsSeenByOthers() throws SQLException {
    String owner = id();
    assertThat(leases().lasts(owner)).isFalse();
    leases().renew(owner);
    assertThat(second().leases().lasts(owner)).isTrue();
    shift(owner, -Leases.LIFE.toMillis());
    assertThat(leases().lasts(owner)).isFalse();
    leases().renew(owner);
    assertThat(leases().lasts(owner)).isTrue();
    leases().release(owner);
    assertThat(leases().lasts(owner)).isFalse();
  }

  @Test
  default void aLeaseFromBeforeTheClockWasSetBackIsNone() throws SQLException {
    String owner = id();
    leases().renew(owner);
    shift(owner, 3_600_000);
    assertThat(leases().lasts(owner)).isFalse();
    leases().renew(owner);
    assertThat(leases().lasts(owner)).isTrue();
  }

  @Test
  default void whatALivingProcessHasBegunIsNotBegunAgain() throws SQLException {
    String owner = id();
    String id = conversation();
    Place place = place(id, 0, "turn/1/coder/1");
    leases().renew(owner);
    assertThat(begin(place, owner)).isEqualTo(new Begun.Go(1, false));
    assertThat(begin(place, "other")).isEqualTo(new Begun.Elsewhere(owner));
    assertThat(begin(place, "other")).isEqualTo(new Begun.Elsewhere(owner));
    assertThat(entries().attempts(id, Place.MAIN, "turn/1/coder/1")).isEqualTo(1);
    assertThat(standing(id).restarts()).isZero();
    append(place, called("coder", 1, 1), 1);
    assertThat(begin(place, "other")).isInstanceOf(Begun.Found.class);
  }

  @Test
  default void anExpiredLeaseFreesTheCallForOneOther() throws SQLException {
    String owner = id();
    String id = conversation();
    Place place = place(id, 0, "turn/1/coder/1");
    leases().renew(owner);
    assertThat(begin(place, owner)).isEqualTo(new Begun.Go(1, false));
    shift(owner, -Leases.LIFE.toMillis());
    String heir = id();
    leases().renew(heir);
    assertThat(begin(place, heir)).isEqualTo(new Begun.Go(2, true));
    assertThat(begin(place, "third")).isEqualTo(new Begun.Elsewhere(heir));
    assertThat(standing(id).restarts()).isEqualTo(1);

    // The one that stood still goes on, and is too late: it is paid for, its words are evidence.
    append(place, called("coder", 10, 3), 2);
    assertThat(append(place, called("coder", 10, 3), 1)).isInstanceOf(Appended.Adopted.class);
    assertThat(entries().read(id, 0, 9)).hasSize(1);
    assertThat(standing(id).modelCalls()).isEqualTo(2);
  }

  @Test
  default void anAttemptOfItsOwnThatNobodyEndedIsBegunAnew() {
    String owner = id();
    Place place = place(conversation(), 0, "turn/1/coder/1");
    leases().renew(owner);
    assertThat(begin(place, owner)).isEqualTo(new Begun.Go(1, false));
    assertThat(begin(place, owner)).isEqualTo(new Begun.Go(2, true));
    assertThat(standing(place.conversation()).restarts()).isZero();
  }

  @Test
  default void aRoleHasOneHolder() throws SQLException {
    String role = id();
    assertThat(leases().acquire(role, "a")).isTrue();
    assertThat(leases().acquire(role, "b")).isFalse();
    assertThat(leases().acquire(role, "a")).isTrue();
    shift("role/" + role, -Leases.LIFE.toMillis());
    assertThat(leases().acquire(role, "b")).isTrue();
    assertThat(leases().acquire(role, "a")).isFalse();
    leases().release("b");
    assertThat(leases().acquire(role, "a")).isTrue();
  }

  @Test
  default void reservationsOfTheDeadAreFreedWhereNobodyWillBeginAgain() {
    String id = conversation();
    Ceilings ceilings =
        new Ceilings(new Ceiling(99, new dev.parley.agents.Money(10)), Ceiling.NONE, Ceiling.NONE);
    Place place = place(id, 0, "a");
    assertThat(entries().begin(place, call("dead", "m", 8, ceilings)))
        .isEqualTo(new Begun.Go(1, false));
    leases().sweep();
    assertThat(entries().begin(place(id, 1, "b"), call("p", "m", 8, ceilings)))
        .isInstanceOf(Begun.Refused.class);
    conversations()
        .close(
            id, new End("terminated", null, null, 0, null, Instant.parse("2026-03-01T12:00:00Z")));
    assertThat(leases().sweep()).isPositive();
    assertThat(entries().begin(place(id, 1, "b"), call("p", "m", 8, ceilings)))
        .isEqualTo(new Begun.Go(1, false));
  }
}
