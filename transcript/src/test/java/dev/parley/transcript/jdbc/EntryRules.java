package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.agents.Entry;
import dev.parley.agents.Entry.FileRef;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.EntryHead;
import dev.parley.agents.EntryHead.ToolCallHead;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Money;
import dev.parley.agents.Move;
import dev.parley.agents.Usage;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Head;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.EntryStore.Start;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.Place;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.TranscriptException.Unknown;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of entries in every store. */
interface EntryRules extends Fixture {

  @Test
  default void anEntryIsReadAsItWasAppended() {
    String id = conversation();
    Words words =
        new Words(
            "said",
            new Entry.CodeResult(0, List.of(new FileRef("a.png", 3, "d")), "w", "r", "docker", 12),
            new Entry.Origin("openai:gpt-4o", "writer", 2, 1421, 3, "hm"));
    Draft draft =
        new Draft(
            "coder",
            Kind.CODE_RESULT,
            words,
            new Usage(1, 2, 3, 4),
            new Money(5),
            "stop",
            List.of(1, 4),
            true,
            true,
            Event.STOP,
            "ann",
            List.of(new ToolCallHead("c1", "refund", "abc")),
            "runner",
            "r3",
            List.of("runner"),
            new Move.Claimed("dana"));
    EntryHead head = append(place(id, 0, "turn/1/coder/1"), draft, 0).head();
    Entry read = entries().read(id, 0, 10).getFirst();
    assertThat(read.words()).isEqualTo(words);
    assertThat(read.head()).isEqualTo(head);
    assertThat(read.conversation()).isEqualTo(id);
    assertThat(head.echo()).as("a keyed digest").isNotNull();
    assertThat(head)
        .usingRecursiveComparison()
        .ignoringFields("echo")
        .isEqualTo(
            new EntryHead(
                0,
                place(id, 0, "turn/1/coder/1").intent(),
                head.digest(),
                head.chain(),
                "coder",
                Kind.CODE_RESULT,
                new Usage(1, 2, 3, 4),
                new Money(5),
                "stop",
                List.of(1, 4),
                true,
                true,
                Event.STOP,
                "ann",
                List.of(new ToolCallHead("c1", "refund", "abc")),
                "runner",
                "r3",
                List.of("runner"),
                new Move.Claimed("dana")));
    assertThat(head.digest()).matches("[0-9a-f]{32}");
    assertThat(head.chain()).matches("[0-9a-f]{32}");
  }

  @Test
  default void whatIsSaidToBeWrittenIsWhatReadersGet() {
    String id = conversation();
    Appended first = append(place(id, 0, "a"), text("coder", "half \ud83d of \u0001 \"it\""), 0);
    Appended second = append(place(id, 1, "b"), text("runner", "two"), 0);
    assertThat(entries().read(id, 0, 9))
        .extracting(Appended.Written::new)
        .containsExactly((Appended.Written) first, (Appended.Written) second);
  }

  @Test
  default void theSameIntentIsAdoptedWithTheWordsThatWereFirst() {
    String id = conversation();
    Appended first = append(place(id, 0, "a"), text("coder", "one"), 0);
    Appended again = append(place(id, 0, "a"), text("coder", "two"), 0);
    Appended elsewhere = append(place(id, 1, "a"), text("coder", "three"), 0);
    assertThat(first).isInstanceOf(Appended.Written.class);
    assertThat(again).isEqualTo(new Appended.Adopted(first.head()));
    assertThat(elsewhere).isEqualTo(new Appended.Adopted(first.head()));
    assertThat(entries().read(id, 0, 9)).extracting(Entry::text).containsExactly("one");
  }

  @Test
  default void anotherIntentAtTheSeqIsForeignAndNothingIsDone() {
    String id = conversation();
    EntryHead first = say(id, 0, "a");
    assertThat(append(place(id, 0, "b"), text("runner", "two"), 0))
        .isEqualTo(new Appended.Foreign(first));
    assertThat(entries().head(id)).isEqualTo(new Head(0, first.chain()));
    assertThat(standing(id).lastAuthor()).isEqualTo("coder");
  }

  @Test
  default void anEffectThatStandsFurtherOnYieldsToWhatStandsAtItsPlace() {
    String id = conversation();
    EntryHead first = say(id, 0, "a");
    EntryHead second = say(id, 1, "b");
    assertThat(append(place(id, 0, "b"), text("runner", "two"), 0))
        .isEqualTo(new Appended.Foreign(first));
    assertThat(entries().begin(place(id, 0, "b"), new Start("p1", null)))
        .isEqualTo(new Begun.Found(new Appended.Foreign(first)));
    assertThat(append(place(id, 1, "b"), text("runner", "two"), 0))
        .isEqualTo(new Appended.Adopted(second));
  }

  @Test
  default void beginFindsWhatStandsInThePlace() {
    String id = conversation();
    EntryHead first = say(id, 0, "a");
    Start start = new Start("p1", null);
    assertThat(entries().begin(place(id, 0, "a"), start))
        .isEqualTo(new Begun.Found(new Appended.Adopted(first)));
    assertThat(entries().begin(place(id, 0, "b"), start))
        .isEqualTo(new Begun.Found(new Appended.Foreign(first)));
    assertThat(entries().begin(place(id, 1, "b"), start)).isEqualTo(new Begun.Go(1, false));
    assertThat(entries().attempts(id, Place.MAIN, "a")).isZero();
  }

  @Test
  default void anEntryAheadOfAGapIsSettledWhenTheGapIsFilled() {
    String id = conversation();
    say(id, 0, "a");
    EntryHead ahead = say(id, 2, "c");
    say(id, 4, "e");
    assertThat(ahead.chain()).isEmpty();
    assertThat(entries().head(id).seq()).isZero();
    assertThat(entries().read(id, 0, 9)).hasSize(1);
    assertThat(standing(id).entries()).isEqualTo(1);
    assertThat(append(place(id, 2, "c"), text("x", "x"), 0)).isEqualTo(new Appended.Adopted(ahead));

    say(id, 1, "b");
    List<Entry> settled = entries().read(id, 0, 9);
    assertThat(settled).extracting(Entry::text).containsExactly("a", "b", "c");
    assertThat(entries().head(id)).isEqualTo(new Head(2, settled.get(2).head().chain()));
    say(id, 3, "d");
    assertThat(entries().head(id).seq()).isEqualTo(4);
    assertThat(entries().verify(id)).isEmpty();
  }

  @Test
  default void readingBeginsAtASeqAndEndsAtALimit() {
    String id = conversation();
    for (int i = 0; i < 5; i++) {
      say(id, i, "t" + i);
    }
    assertThat(entries().read(id, 1, 2)).extracting(Entry::text).containsExactly("t1", "t2");
    assertThat(entries().read(id, 5, 2)).isEmpty();
    assertThat(entries().read(id, 0, 0)).isEmpty();
    assertThat(entries().read(id, -3, 1)).extracting(Entry::seq).containsExactly(0);
  }

  @Test
  default void oddWordsComeBackAsTheyWere() {
    String id = conversation();
    List<String> texts =
        List.of(
            "",
            "nul \u0000 bell \u0007",
            "emoji \ud83d\ude00 and half \ud800 of one, \udc00 too",
            "quotes \" ' \\ \\u0000 ${x} ?",
            "x\u00e4".repeat(512 * 1024));
    for (int i = 0; i < texts.size(); i++) {
      append(place(id, i, "i" + i), text("coder", texts.get(i)), 0);
    }
    assertThat(entries().read(id, 0, 9)).extracting(Entry::text).isEqualTo(texts);
    assertThat(entries().verify(id)).isEmpty();
  }

  @Test
  default void aRunThatIsNotTheCurrentOneIsRefused() {
    String id = conversation();
    Place stale = new Place(id, Place.MAIN, 0, place(id, 0, "a").intent(), "zombie");
    assertThatThrownBy(() -> append(stale, text("coder", "boo"), 0))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("zombie")
        .hasMessageContaining(RUN)
        .extracting(e -> ((Refused) e).reason())
        .isEqualTo(Reason.STALE_RUN);
    assertThatThrownBy(() -> entries().begin(stale, new Start("p", null)))
        .isInstanceOf(Refused.class);
    assertThat(entries().head(id)).isEqualTo(new Head(-1, ""));
  }

  @Test
  default void placesThatTheStoreDoesNotTakeAreRefused() {
    String id = conversation();
    assertThatThrownBy(() -> say(id, -1, "a"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("-1");
    Place branch = new Place(id, "other", 0, place(id, 0, "a").intent(), RUN);
    assertThatThrownBy(() -> append(branch, text("coder", "a"), 0))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("other");
    assertThatThrownBy(() -> append(place(id, 0, "a"), text("coder", "a"), 7))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("attempt 7");
    assertThat(entries().head(id).seq()).isEqualTo(-1);
    assertThatThrownBy(() -> entries().read("nobody", 0, 1))
        .isInstanceOf(Unknown.class)
        .hasMessageContaining("nobody");
  }

  @Test
  default void digestsAreKeyedPerConversation() {
    EntryHead one = say(conversation(), 0, "same words");
    EntryHead other = say(conversation(), 0, "same words");
    assertThat(one.digest()).isNotEqualTo(other.digest());
    assertThat(one.chain()).isNotEqualTo(other.chain());
  }

  @Test
  default void verifyNamesTheFirstEntryThatWasChanged() throws SQLException {
    String id = conversation();
    for (int i = 0; i < 4; i++) {
      say(id, i, "t" + i);
    }
    String where = " WHERE conversation = '" + id + "' AND seq = ";
    assertThat(entries().verify(id)).isEmpty();
    tamper("UPDATE entries SET words = '{\"text\":\"forged\"}'" + where + 2);
    assertThat(entries().verify(id)).hasValueSatisfying(m -> assertThat(m).contains("words", "2"));
    tamper("UPDATE entries SET words = '{\"text\":\"t2\"}'" + where + 2);
    assertThat(entries().verify(id)).isEmpty();
    tamper("UPDATE entries SET chain = 'forged'" + where + 1);
    assertThat(entries().verify(id)).hasValueSatisfying(m -> assertThat(m).contains("chain", "1"));
    tamper("DELETE FROM entries" + where + 1);
    assertThat(entries().verify(id))
        .hasValueSatisfying(m -> assertThat(m).contains("entry 1 is missing"));
  }

  @Test
  default void mailIsOpenUntilAnEntryBearsIt() {
    String id = conversation();
    var mail =
        new Mail(
            id,
            "m1",
            "ann",
            "coder",
            "hello \u0000",
            List.of(new FileRef("a.csv", 3, "d")),
            clock().instant());
    transcript().mail().post(mail);
    transcript()
        .mail()
        .post(new Mail(id, "m1", "eve", null, "changed", List.of(), clock().instant()));
    transcript()
        .mail()
        .post(new Mail(id, "m2", "ann", null, "later", List.of(), clock().instant()));
    assertThat(transcript().mail().find(id, "m1")).contains(mail);
    assertThat(transcript().mail().open(id)).extracting(Mail::id).containsExactly("m1", "m2");

    entries().append(place(id, 0, "mail/m1"), text("ann", "hello"), new Settling(0, "m1", null));
    assertThat(transcript().mail().open(id)).extracting(Mail::id).containsExactly("m2");
    transcript().mail().close(id, "m2");
    assertThat(transcript().mail().open(id)).isEmpty();
    assertThat(transcript().mail().find(id, "m1")).contains(mail);
    assertThat(transcript().mail().find(id, "m3")).isEmpty();
  }

  @Test
  default void foreignMailStaysOpen() {
    String id = conversation();
    transcript()
        .mail()
        .post(new Mail(id, "m1", "ann", null, "hello", List.of(), clock().instant()));
    say(id, 0, "a");
    entries().append(place(id, 0, "mail/m1"), text("ann", "hello"), new Settling(0, "m1", null));
    assertThat(transcript().mail().open(id)).hasSize(1);
  }
}
