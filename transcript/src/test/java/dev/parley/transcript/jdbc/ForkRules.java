package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Head;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.TranscriptException.Unknown;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of forks, blobs and deletion in every store. */
interface ForkRules extends Fixture {

  private String talk(int entries) {
    String id = conversation();
    for (int i = 0; i < entries; i++) {
      say(id, i, "p" + i);
    }
    return id;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Reason reason(Throwable e) {
    return ((Refused) e).reason();
  }

  @Test
  default void aForkBeginsWithItsParentsEntries() {
    String parent = talk(4);
    String fork = fork(parent, 1);
    List<Entry> inherited = entries().read(parent, 0, 2);
    assertThat(entries().read(fork, 0, 9)).isEqualTo(inherited);
    assertThat(entries().head(fork)).isEqualTo(new Head(1, inherited.get(1).head().chain()));

    say(fork, 2, "f2");
    String forkOfFork = fork(fork, 2);
    say(forkOfFork, 3, "g3");
    say(fork, 3, "f3");
    say(parent, 4, "p4");
    assertThat(entries().read(forkOfFork, 0, 9))
        .extracting(Entry::text)
        .containsExactly("p0", "p1", "f2", "g3");
    assertThat(entries().read(fork, 1, 2)).extracting(Entry::text).containsExactly("p1", "f2");
    assertThat(entries().read(parent, 0, 9)).hasSize(5);
    for (String id : List.of(parent, fork, forkOfFork)) {
      assertThat(entries().verify(id)).isEmpty();
    }
    assertThat(standing(forkOfFork).entries()).isEqualTo(4);
    assertThat(standing(forkOfFork).parent()).isEqualTo(fork);
    assertThat(standing(forkOfFork).parentSeq()).isEqualTo(2);
    assertThat(standing(forkOfFork).starter()).isEqualTo("bob");
    assertThat(standing(forkOfFork).state()).isEqualTo(State.RUNNING);
  }

  @Test
  default void aForkMayLeaveInItsGrandparentsPart() {
    String parent = talk(4);
    String fork = fork(parent, 2);
    say(fork, 3, "f3");
    String early = fork(fork, 1);
    say(early, 2, "e2");
    assertThat(entries().read(early, 0, 9))
        .extracting(Entry::text)
        .containsExactly("p0", "p1", "e2");
    assertThat(entries().verify(early)).isEmpty();
  }

  @Test
  default void inheritedIntentsAreAdoptedAndLaterOnesAreNot() {
    String parent = talk(4);
    String fork = fork(parent, 1);
    assertThat(append(place(fork, 2, "p1"), text("x", "x"), 0))
        .isInstanceOf(Appended.Adopted.class);
    assertThat(append(place(fork, 1, "new"), text("x", "x"), 0))
        .isInstanceOf(Appended.Foreign.class);
    assertThat(append(place(fork, 2, "p2"), text("x", "x"), 0))
        .isInstanceOf(Appended.Written.class);
  }

  @Test
  default void aForkMustLeaveAtASettledEntryAndHaveAFreeId() {
    String parent = talk(2);
    say(parent, 3, "ahead");
    for (int seq : new int[] {-1, 2, 3}) {
      assertThatThrownBy(() -> conversations().fork(parent, seq, id(), "bob"))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("its last is 1");
    }
    assertThatThrownBy(() -> conversations().fork(parent, 1, parent, "bob"))
        .isInstanceOf(Refused.class)
        .extracting(ForkRules::reason)
        .isEqualTo(Reason.CONVERSATION_EXISTS);
    assertThatThrownBy(() -> conversations().fork("nobody", 0, id(), "bob"))
        .isInstanceOf(Unknown.class);
  }

  @Test
  default void blobsAreFoundByKeyedDigestInForksToo() {
    String parent = talk(1);
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String digest = transcript().blobs().put(parent, all);
    assertThat(transcript().blobs().put(parent, all)).isEqualTo(digest).matches("[0-9a-f]{64}");
    String fork = fork(fork(parent, 0), 0);
    assertThat(transcript().blobs().get(fork, digest)).isEqualTo(all);
    assertThat(transcript().blobs().put(fork, all)).isNotEqualTo(digest);
    assertThat(transcript().blobs().get(fork, transcript().blobs().put(fork, new byte[0])))
        .isEmpty();
    String stranger = conversation();
    assertThatThrownBy(() -> transcript().blobs().get(stranger, digest))
        .isInstanceOf(Unknown.class)
        .hasMessageContaining(digest);
  }

  @Test
  default void deletionLeavesNothingButATombstone() throws SQLException {
    String id = conversation();
    transcript().mail().post(new Mail(id, "m", "ann", null, "t", List.of(), clock().instant()));
    transcript().blobs().put(id, bytes("blob"));
    append(
        place(id, 0, "a"), Fixture.called("coder", 1, 1), begin(place(id, 0, "a"), "p", "m", 1L));
    assertThat(conversations().delete(id, false, "ann")).containsExactly(id);
    for (String table :
        List.of("entries", "blobs", "mail", "attempts", "runs", "ends", "lost_owners")) {
      assertThat(look("SELECT COUNT(*) FROM " + table + " WHERE conversation = '" + id + "'"))
          .as(table)
          .isEqualTo("0");
    }
    assertThat(look("SELECT COUNT(*) FROM conversations WHERE id = '" + id + "'")).isEqualTo("0");
    List<Runnable> uses =
        List.of(
            () -> conversations().create(new NewConversation(id, "t", "b", "ann", null)),
            () -> standing(id),
            () -> say(id, 1, "b"),
            () -> conversations().register(new RunStart(id, "r", "r", null)),
            () -> conversations().delete(id, true, "ann"));
    for (Runnable use : uses) {
      assertThatThrownBy(use::run)
          .isInstanceOf(Refused.class)
          .hasMessageContaining("was deleted by ann")
          .extracting(ForkRules::reason)
          .isEqualTo(Reason.DELETED);
    }
    assertThat(conversations().withPrefix(id)).isEmpty();
  }

  @Test
  default void aParentOfForksIsDeletedOnlyWithThem() throws SQLException {
    String parent = talk(1);
    String fork = fork(parent, 0);
    String forkOfFork = fork(fork, 0);
    assertThatThrownBy(() -> conversations().delete(parent, false, "ann"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(fork)
        .extracting(ForkRules::reason)
        .isEqualTo(Reason.HAS_FORKS);
    assertThat(entries().read(forkOfFork, 0, 9)).hasSize(1);
    assertThat(conversations().delete(parent, true, "ann"))
        .containsExactly(forkOfFork, fork, parent);
    assertThatThrownBy(() -> standing(forkOfFork)).isInstanceOf(Refused.class);
    assertThat(look("SELECT parent FROM tombstones WHERE id = '" + fork + "'")).isEqualTo(parent);
  }
}
