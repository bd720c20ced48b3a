package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Entry;
import dev.parley.agents.Intent;
import dev.parley.transcript.ConversationStore.Branch;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Lineage;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.Place;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of resets in the Temporal UI, and of restored backups, in every store. */
interface ResetRules extends Fixture {

  private String talk(int entries) {
    String id = conversation();
    for (int i = 0; i < entries; i++) {
      say(id, i, "p" + i);
    }
    return id;
  }

  private List<String> words(String id) {
    return entries().read(id, 0, 99).stream().map(Entry::text).toList();
  }

  /** Writes as a run that the store may not know, and that has seen all entries before. */
  private Appended write(String id, int seq, String words, String run) {
    String chain = seq == 0 ? "" : entries().read(id, seq - 1, 1).getFirst().head().chain();
    return write(id, seq, words, run, new Lineage(RUN, chain));
  }

  private Appended write(String id, int seq, String words, String run, Lineage lineage) {
    var place = new Place(id, Place.MAIN, seq, new Intent(words), run, lineage);
    return entries().append(place, text("coder", words), Settling.NOTHING);
  }

  private static Reason reason(Throwable e) {
    return ((Refused) e).reason();
  }

  private void end(String id) {
    var at = Instant.parse("2026-03-01T12:00:00Z");
    var unused = conversations().close(id, new End("complete", null, null, 0, null, at));
  }

  @Test
  default void aResetMovesTheTailToABranchAndWritesOn() {
    String id = talk(5);
    assertThat(write(id, 3, "other", "run-2")).isInstanceOf(Appended.Written.class);
    assertThat(words(id)).containsExactly("p0", "p1", "p2", "other");
    assertThat(entries().verify(id)).isEmpty();
    assertThat(conversations().branches(id))
        .singleElement()
        .satisfies(
            branch ->
                assertThat(branch).isEqualTo(new Branch("reset-1", "main", 3, 4, branch.at())));
    assertThat(write(id, 4, "p4", "run-2")).isInstanceOf(Appended.Written.class);
    assertThat(standing(id).entries()).isEqualTo(5);
  }

  @Test
  default void theRunThatWasResetIsAZombie() {
    String id = talk(4);
    write(id, 2, "other", "run-2");
    assertThatThrownBy(() -> say(id, 4, "zombie"))
        .isInstanceOf(Refused.class)
        .extracting(ResetRules::reason)
        .isEqualTo(Reason.STALE_RUN);
    assertThatThrownBy(() -> conversations().register(new RunStart(id, "run-9", RUN, RUN, 3)))
        .isInstanceOf(Refused.class)
        .extracting(ResetRules::reason)
        .isEqualTo(Reason.STALE_RUN);
    assertThat(words(id)).containsExactly("p0", "p1", "other");
  }

  @Test
  default void aRunThatHasSeenEverythingMovesNothing() {
    String id = talk(3);
    write(id, 3, "next", "run-2");
    assertThat(conversations().branches(id)).isEmpty();
    assertThat(words(id)).containsExactly("p0", "p1", "p2", "next");
  }

  @Test
  default void aStrangersRunIsRefusedAsBefore() {
    String id = talk(3);
    String chain = entries().head(id).chain();
    assertThatThrownBy(() -> write(id, 3, "x", "run-2", new Lineage("stranger", chain)))
        .isInstanceOf(Refused.class)
        .extracting(ResetRules::reason)
        .isEqualTo(Reason.STALE_RUN);
  }

  @Test
  default void aRunThatHasSeenMoreThanTheStoreHoldsWaitsForTheNewerStore() {
    String id = talk(2);
    for (String run : List.of(RUN, "run-2")) {
      assertThatThrownBy(() -> write(id, 5, "x", run, new Lineage(RUN, "chain of entry 4")))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("ends at entry 1")
          .hasMessageContaining("fork " + id + " --at 1")
          .extracting(ResetRules::reason)
          .isEqualTo(Reason.STORE_BEHIND);
      assertThatThrownBy(() -> write(id, 2, "x", run, new Lineage(RUN, "another chain")))
          .isInstanceOf(Refused.class)
          .extracting(ResetRules::reason)
          .isEqualTo(Reason.STORE_BEHIND);
    }
    assertThatThrownBy(() -> conversations().register(new RunStart(id, "run-3", RUN, "run-2", 4)))
        .isInstanceOf(Refused.class)
        .extracting(ResetRules::reason)
        .isEqualTo(Reason.STORE_BEHIND);
    assertThatThrownBy(() -> conversations().register(new RunStart(id, "run-3", RUN, "run-2", 1)))
        .isInstanceOf(Refused.class)
        .extracting(ResetRules::reason)
        .isEqualTo(Reason.STORE_BEHIND);
    assertThat(words(id)).containsExactly("p0", "p1");
  }

  @Test
  default void aResetToTheBeginningKeepsTheTask() {
    String id = talk(4);
    conversations().register(new RunStart(id, "run-2", RUN, null));
    assertThat(words(id)).containsExactly("p0");
    assertThat(write(id, 1, "p1", "run-2")).isInstanceOf(Appended.Written.class);
  }

  @Test
  default void aResetOfAContinuedRunGoesBackToWhatItCarries() {
    String id = talk(2);
    conversations().register(new RunStart(id, "run-2", RUN, RUN, 1));
    write(id, 2, "second run", "run-2");
    write(id, 3, "second run again", "run-2");
    conversations().register(new RunStart(id, "run-3", RUN, RUN, 1));
    assertThat(words(id)).containsExactly("p0", "p1");
    assertThat(conversations().branches(id)).extracting(Branch::from).containsExactly(2);
  }

  @Test
  default void resetsOfResetsKeepEveryBranchAndEveryFork() {
    String id = talk(6);
    String early = fork(id, 2);
    String late = fork(id, 5);
    write(id, 4, "a4", "run-2");
    write(id, 5, "a5", "run-2");
    String ofSecond = fork(id, 5);
    write(id, 2, "b2", "run-3");

    assertThat(words(id)).containsExactly("p0", "p1", "b2");
    assertThat(words(early)).containsExactly("p0", "p1", "p2");
    assertThat(words(late)).containsExactly("p0", "p1", "p2", "p3", "p4", "p5");
    assertThat(words(ofSecond)).containsExactly("p0", "p1", "p2", "p3", "a4", "a5");
    for (String each : List.of(id, early, late, ofSecond)) {
      assertThat(entries().verify(each)).as(each).isEmpty();
    }
    assertThat(conversations().branches(id))
        .extracting(Branch::name, Branch::base, Branch::from, Branch::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("reset-1", "reset-2", 4, 5),
            org.assertj.core.groups.Tuple.tuple("reset-2", "main", 2, 5));
  }

  @Test
  default void aForkIsResetNoFurtherThanItsOwnEntries() {
    String fork = fork(talk(4), 2);
    say(fork, 3, "f3");
    conversations().register(new RunStart(fork, "run-2", RUN, null));
    assertThat(words(fork)).containsExactly("p0", "p1", "p2");
    assertThat(write(fork, 3, "g3", "run-2")).isInstanceOf(Appended.Written.class);
    assertThat(entries().verify(fork)).isEmpty();
  }

  @Test
  default void wordsSaidAfterTheEntryAreOpenMailAgain() {
    String id = talk(2);
    var at = Instant.parse("2026-03-01T12:00:00Z");
    transcript().mail().post(new Mail(id, "m1", "ann", null, "hello", List.of(), at));
    var place = new Place(id, Place.MAIN, 2, Intent.signal("m1"), RUN);
    entries().append(place, text("ann", "hello"), new Settling(0, "m1", null));
    assertThat(transcript().mail().open(id)).isEmpty();
    write(id, 1, "other", "run-2");
    assertThat(transcript().mail().open(id)).extracting(Mail::id).containsExactly("m1");
  }

  @Test
  default void aFinishedConversationThatIsResetIsOpenAgain() {
    String id = talk(3);
    end(id);
    assertThat(standing(id).state()).isEqualTo(State.FINISHED);
    write(id, 2, "other", "run-2");
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
    assertThat(standing(id).end()).isNull();
    assertThat(standing(id).round()).isEqualTo(1);
    end(id);
    assertThat(standing(id).state()).isEqualTo(State.FINISHED);
  }

  @Test
  default void aResetOfTheSecondRoundLeavesTheFirst() {
    String id = talk(2);
    end(id);
    conversations().expectRun(id);
    conversations().register(new RunStart(id, "run-2", "run-2", null));
    String chain = entries().head(id).chain();
    var again = text("ann", "more").withPerson("ann", null, null, true);
    var place =
        new Place(id, Place.MAIN, 2, new Intent("signal/1"), "run-2", new Lineage("run-2", chain));
    entries().append(place, again, Settling.NOTHING);
    assertThat(standing(id).round()).isEqualTo(2);

    conversations().register(new RunStart(id, "run-3", "run-2", null));
    assertThat(words(id)).containsExactly("p0", "p1");
    assertThat(standing(id).round()).isEqualTo(2);
    assertThat(conversations().opening(id)).isTrue();
  }
}
