package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static dev.parley.transcript.jdbc.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What holds of rounds and their ends in every store. */
interface RoundRules extends Fixture {

  private End end(String reason) {
    return new End(
        reason, "TERMINATE", "coder", 2, 5, Instant.parse("2026-03-01T12:00:00.123456Z"));
  }

  @Test
  default void aRoundEndsOnceAndAnExpectedRunOpensTheNext() {
    String id = conversation();
    say(id, 0, "a");
    assertThat(conversations().end(atEnd(id, RUN), end("textMention")))
        .isEqualTo(end("textMention"));
    assertThat(conversations().end(atEnd(id, RUN), end("failed"))).isEqualTo(end("textMention"));
    assertThat(standing(id).state()).isEqualTo(State.FINISHED);
    assertThat(standing(id).end()).isEqualTo(end("textMention"));
    say(id, 1, "late");
    assertThat(standing(id).state()).isEqualTo(State.FINISHED);

    conversations().expectRun(id);
    assertThatThrownBy(() -> conversations().end(atEnd(id, "run-9"), end("x")))
        .isInstanceOf(Refused.class)
        .extracting(e -> ((Refused) e).reason())
        .isEqualTo(Reason.STALE_RUN);
    conversations().register(new RunStart(id, "run-9", "run-9", null));
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
    assertThat(standing(id).end()).isNull();
    assertThat(standing(id).round()).isEqualTo(2);
    conversations().end(atEnd(id, "run-9"), end("failed"));
    assertThat(standing(id).state()).isEqualTo(State.FAILED);
  }

  @Test
  default void anotherRunOfARoundThatHasNotEndedOpensNone() {
    String id = conversation();
    conversations().expectRun(id);
    conversations().register(new RunStart(id, "run-9", "run-9", null));
    assertThat(standing(id).round()).isEqualTo(1);
    assertThat(conversations().opening(id)).isFalse();
  }

  @Test
  default void whatIsSaidAfterAnEndOpensARoundOnce() {
    String id = conversation();
    say(id, 0, "a");
    assertThat(conversations().opening(id)).isFalse();
    conversations().end(atEnd(id, RUN), end("complete"));
    assertThat(conversations().opening(id)).isTrue();
    conversations().expectRun(id);
    conversations().expectRun(id);
    assertThat(conversations().opening(id)).isTrue();
    assertThat(standing(id).round()).isEqualTo(2);
    append(place(id, 1, "signal/1"), text("ann", "go on").withPerson("ann", null, null, true), 0);
    assertThat(conversations().opening(id)).isFalse();
    assertThat(standing(id).round()).isEqualTo(2);
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
  }

  @Test
  default void anEntryThatOpensARoundPutsItsRunBackToWork() {
    String id = conversation();
    conversations().end(atEnd(id, RUN), end("complete"));
    append(place(id, 0, "signal/1"), text("ann", "go on").withPerson("ann", null, null, true), 0);
    assertThat(standing(id).end()).isNull();
    assertThat(standing(id).round()).isEqualTo(2);
    assertThat(standing(id).state()).isEqualTo(State.RUNNING);
  }

  @Test
  default void aRoundCanBeClosedForARunThatIsGone() {
    String id = conversation();
    assertThat(conversations().close(id, end("terminated"))).isEqualTo(end("terminated"));
    assertThat(conversations().close(id, end("failed"))).isEqualTo(end("terminated"));
    assertThat(conversations().end(atEnd(id, RUN), end("complete"))).isEqualTo(end("terminated"));
    assertThat(standing(id).state()).isEqualTo(State.FINISHED);
  }

  @Test
  default void endedConversationsAreFoundByTheirAge() {
    String id = conversation();
    String open = conversation();
    Instant ended = clock().instant();
    conversations().end(atEnd(id, RUN), new End("complete", null, null, 0, null, ended));
    assertThat(conversations().endedBefore(Duration.ofDays(1))).doesNotContain(id);
    clock().advance(Duration.ofDays(2));
    assertThat(conversations().endedBefore(Duration.ofDays(1))).contains(id).doesNotContain(open);
  }
}
