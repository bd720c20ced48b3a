package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that continues as new carries its state as JSON and goes on as if nothing had been. */
class ContinueAsNewTest {

  private static final int SEEDS = 800;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsCarriedGoesOnLikeWhatStayed(long seed) {
    RandomTalk talk = new RandomTalk(seed);
    talk.run();

    Simulator done = talk.talk();
    if (!talk.timed()) {
      ConversationState atOnce = ConversationState.EMPTY.applyAll(done.skeleton(), done.heads());
      assertThat(atOnce).isEqualTo(done.state());
    }
    assertThat(done.state().seq()).isEqualTo(done.heads().size() - 1);
    assertThat(done.state().chain()).isEqualTo(done.heads().getLast().chain());
  }

  @Test
  void theRandomTalksReachEveryKindOfStepAndEvent() {
    Set<Class<?>> steps = new HashSet<>();
    Set<Event> events = EnumSet.noneOf(Event.class);
    Set<String> reasons = new HashSet<>();
    seeds()
        .forEach(
            seed -> {
              RandomTalk talk = new RandomTalk(seed);
              talk.run();
              talk.talk().steps().forEach(step -> steps.add(step.getClass()));
              talk.talk().heads().stream()
                  .filter(head -> head.event() != null)
                  .forEach(head -> events.add(Objects.requireNonNull(head.event())));
              if (talk.talk().next() instanceof Step.End end) {
                reasons.add(end.reason());
              }
            });

    assertThat(steps)
        .contains(
            Step.Call.class,
            Step.Run.class,
            Step.Say.class,
            Step.Invoke.class,
            Step.Summarize.class,
            Step.CallTools.class,
            Step.Tell.class,
            Step.Ask.class,
            Step.Select.class,
            Step.Combine.class,
            Step.Together.class);
    // What happens inside conversations inside is InsideTest's.
    assertThat(events)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.of(Event.CHAT, Event.CHATTED)));
    assertThat(reasons)
        .containsAll(
            List.of(
                "maxMessages",
                "textMention",
                "not",
                "timeout",
                "external",
                "exit",
                "stopped",
                "failed",
                "budget",
                "maxTurns",
                "exact",
                "maxConsecutiveAutoReply"));
  }
}
