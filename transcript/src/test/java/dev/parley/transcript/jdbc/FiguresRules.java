package dev.parley.transcript.jdbc;

import static dev.parley.transcript.jdbc.Fixture.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Event;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.ConversationStore.Trouble;
import dev.parley.transcript.Figures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an operator sees of every store; other tests of the class leave conversations in it too. */
interface FiguresRules extends Fixture {

  private long open(State state) {
    return transcript().figures().open().getOrDefault(state, 0L);
  }

  @Test
  default void openConversationsAreCountedByState() {
    long running = open(State.RUNNING);
    long lost = open(State.LOST);
    String id = conversation();
    assertThat(open(State.RUNNING)).isEqualTo(running + 1);
    conversations().trouble(id, new Trouble(State.LOST, "gone"));
    assertThat(open(State.RUNNING)).isEqualTo(running);
    assertThat(open(State.LOST)).isEqualTo(lost + 1);
    var unused =
        conversations().close(id, new End("complete", null, null, 0, null, clock().instant()));
    assertThat(open(State.LOST)).isEqualTo(lost);
    assertThat(transcript().figures().open()).doesNotContainKey(State.FINISHED);
  }

  @Test
  default void silenceIsThatOfTheRunningOneThatIsSilentForLongest() {
    String id = conversation();
    say(id, 0, "a");
    clock().advance(Duration.ofMinutes(10));
    assertThat(transcript().figures().silence()).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
  }

  @Test
  default void openRequestsAreCountedWithTheAgeOfTheOldest() {
    long before = transcript().figures().requests();
    String id = conversation();
    append(place(id, 0, "a"), Asks.tool("r1", "dana"), 0);
    append(place(id, 1, "b"), Asks.tool("r2", "dana"), 0);
    clock().advance(Duration.ofMinutes(10));
    assertThat(transcript().figures().requests()).isEqualTo(before + 2);
    assertThat(transcript().figures().oldestRequest())
        .isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    append(place(id, 2, "c"), Asks.event(Event.STOPPED), 0);
    assertThat(transcript().figures().requests()).isEqualTo(before);
  }

  @Test
  default void callsAndMoneyOfTheDayCountWithWhatIsReserved() {
    Figures before = transcript().figures();
    int unused = begin(place(conversation(), 0, "turn/1/coder/1"), "p1", "m", 7L);
    Figures after = transcript().figures();
    assertThat(after.callsToday()).isEqualTo(before.callsToday() + 1);
    assertThat(after.spentToday().nanos()).isEqualTo(before.spentToday().nanos() + 7);
  }
}
