package dev.parley.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the log, its fold is one value: entry by entry, carried as JSON over any cuts, or all at
 * once. {@link ContinueAsNewTest} says the same of logs that teams write.
 */
class RandomLogTest {

  private static final int SEEDS = 1_000;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsCarriedOverAnyCutsIsTheFoldOfTheWholeLog(long seed) {
    RandomLog log = new RandomLog(seed);
    Skeleton skeleton = Questions.skeleton(log.blueprint());

    ConversationState carried = carried(log, log.pauses().stream().map(pause -> 0L).toList());

    assertThat(carried).isEqualTo(ConversationState.EMPTY.applyAll(skeleton, log.heads()));
    assertThat(Conductor.next(skeleton, carried)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void timeThatPassesIsCarriedOverAnyCutsToo(long seed) {
    RandomLog log = new RandomLog(seed);
    Skeleton skeleton = Questions.skeleton(log.blueprint());
    List<Long> pauses = log.pauses();
    ConversationState stayed = ConversationState.EMPTY;
    long millis = 0;
    for (EntryHead head : log.heads()) {
      millis += pauses.get(head.seq());
      stayed = Fold.apply(skeleton, stayed.elapsed(skeleton, millis, 2 * millis), head);
    }

    ConversationState carried = carried(log, pauses);

    assertThat(carried).isEqualTo(stayed);
    assertThat(Conductor.next(skeleton, carried)).isEqualTo(Conductor.next(skeleton, stayed));
  }

  /** As runs do that continue as new at the cuts: skeleton, state and entries come as JSON. */
  private static ConversationState carried(RandomLog log, List<Long> pauses) {
    List<Integer> cuts = log.cuts();
    Skeleton skeleton = Questions.skeleton(log.blueprint());
    ConversationState state = ConversationState.EMPTY;
    long millis = 0;
    for (EntryHead head : log.heads()) {
      if (cuts.contains(head.seq())) {
        skeleton = Wire.carried(skeleton, Skeleton.class);
        state = Wire.carried(state, ConversationState.class);
      }
      millis += pauses.get(head.seq());
      state = state.elapsed(skeleton, millis, 2 * millis);
      state = Fold.apply(skeleton, state, Wire.carried(head, EntryHead.class));
    }
    return Wire.carried(state, ConversationState.class);
  }

  @Test
  void theRandomLogsHoldEveryKindAndEventAndAreCutInManyPlaces() {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    Set<Event> events = EnumSet.noneOf(Event.class);
    long cuts = 0;
    for (long seed : seeds().toArray()) {
      RandomLog log = new RandomLog(seed);
      cuts += log.cuts().size();
      for (EntryHead head : log.heads()) {
        kinds.add(head.kind());
        if (head.event() != null) {
          events.add(Objects.requireNonNull(head.event()));
        }
      }
    }
    assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
    assertThat(events).containsExactlyInAnyOrder(Event.values());
    assertThat(cuts).isGreaterThan(10L * SEEDS);
  }
}
