package dev.parley.transcript.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.Silent;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.ConversationStore.Trouble;
import dev.parley.transcript.MailStore.Mail;
import dev.parley.transcript.MailStore.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds, in every store, of conversations that something keeps from going on. */
interface TroubleRules extends Fixture {

  @Test
  default void troubleIsListedWithItsCauseUntilTheNextEntry() {
    String id = conversation();
    say(id, 0, "a");
    conversations().trouble(id, new Trouble(State.STUCK, "it hangs"));
    assertThat(standing(id).state()).isEqualTo(State.STUCK);
    assertThat(standing(id).cause()).isEqualTo("it hangs");
    assertThat(conversations().list(new Filter(State.STUCK, null, 99)))
        .extracting(Standing::id)
        .contains(id);
    assertThat(conversations().list(new Filter(State.RUNNING, null, 999)))
        .extracting(Standing::id)
        .doesNotContain(id);
    say(id, 1, "b");
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
    assertThat(standing(id).cause()).isNull();
  }

  @Test
  default void troubleIsTakenBackAndAnEndedConversationHasNone() {
    String id = conversation();
    conversations().trouble(id, new Trouble(State.LOST, "gone"));
    conversations().clear(id);
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
    var at = Instant.parse("2026-03-01T12:00:00Z");
    var unused = conversations().close(id, new End("complete", null, null, 0, null, at));
    conversations().trouble(id, new Trouble(State.LOST, "gone"));
    assertThat(standing(id).state()).isEqualTo(State.FINISHED);
  }

  @Test
  default void mailThatNoEntryBearsIsWaitingWhileItsConversationIsOpen() {
    String id = conversation();
    String ended = conversation();
    for (String each : List.of(id, ended)) {
      transcript()
          .mail()
          .post(new Mail(each, "m", "ann", null, "hello", List.of(), clock().instant()));
    }
    var at = Instant.parse("2026-03-01T12:00:00Z");
    var unused = conversations().close(ended, new End("complete", null, null, 0, null, at));
    assertThat(waiting(Duration.ofSeconds(5))).doesNotContain(id);
    clock().advance(Duration.ofSeconds(6));
    assertThat(waiting(Duration.ofSeconds(5))).contains(id).doesNotContain(ended);
  }

  private List<String> waiting(Duration age) {
    return transcript().mail().waiting(age, Turn.FIRST, 999).mails().stream()
        .map(Mail::conversation)
        .toList();
  }

  @Test
  default void silentConversationsAreOpenAndUnchanged() {
    String quiet = conversation();
    String ended = conversation();
    var at = Instant.parse("2026-03-01T12:00:00Z");
    var unused = conversations().close(ended, new End("complete", null, null, 0, null, at));
    clock().advance(Duration.ofMinutes(5));
    String busy = conversation();
    assertThat(conversations().silent(Duration.ofMinutes(1), 999))
        .extracting(Silent::id)
        .contains(quiet)
        .doesNotContain(ended, busy);
    assertThat(conversations().open(busy))
        .hasValueSatisfying(one -> assertThat(one.runId()).isEqualTo(RUN));
    assertThat(conversations().open(ended)).isEmpty();
  }
}
