package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.Silent;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.EntryStore.Begun;
import dev.parley.transcript.EntryStore.Ceiling;
import dev.parley.transcript.EntryStore.Ceilings;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.MailStore.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds, in every store, when somebody sets the clock back an hour. */
interface ClockRules extends Fixture {

  @Test
  default void afterTheClockWasSetBackConversationsGoOnAndAreLookedAfter() {
    String id = conversation();
    say(id, 0, "before");
    transcript().mail().post(new Mail(id, "m", "ann", null, "hello", List.of(), clock().instant()));
    clock().advance(Duration.ofHours(-1));
    try {
      assertThat(conversations().silent(Duration.ofMinutes(1), 9_999))
          .extracting(Silent::id)
          .contains(id);
      assertThat(transcript().mail().waiting(Duration.ofSeconds(5), Turn.FIRST, 9_999).mails())
          .extracting(Mail::conversation)
          .contains(id);
      say(id, 1, "after");
      assertThat(transcript().entries().verify(id)).isEmpty();
      assertThat(transcript().entries().read(id, 0, 9)).hasSize(2);
      assertThat(conversations().list(new Filter(null, null, 9_999)))
          .extracting(Standing::id)
          .contains(id);
      assertThat(transcript().figures().silence()).isGreaterThanOrEqualTo(Duration.ZERO);
    } finally {
      clock().advance(Duration.ofHours(1));
    }
  }

  @Test
  default void whatWasSpentBeforeTheClockWasSetBackStillCounts() {
    var one = new Ceilings(Ceiling.NONE, new Ceiling(1, Ceiling.NONE.money()), Ceiling.NONE);
    String id = conversation();
    assertThat(entries().begin(Fixture.place(id, 0, "a"), Fixture.call("p", "m", 0, one)))
        .isInstanceOf(Begun.Go.class);
    clock().advance(Duration.ofHours(-1));
    try {
      assertThat(entries().begin(Fixture.place(id, 0, "b"), Fixture.call("p", "m", 0, one)))
          .isInstanceOf(Begun.Refused.class);
    } finally {
      clock().advance(Duration.ofHours(1));
    }
  }
}
