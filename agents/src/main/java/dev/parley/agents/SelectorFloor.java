package dev.parley.agents;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The floor of a {@link Pattern.SelectorGroupChat}. */
final class SelectorFloor {

  private SelectorFloor() {}

  static Floor.Answer next(Pattern.SelectorGroupChat chat, ConversationState state) {
    FloorState floor = state.floorState();
    if (Edge.END.equals(floor.chosen())) {
      return Floor.COMPLETE;
    }
    if (floor.chosen() != null) {
      return new Floor.Answer.Speak(floor.chosen());
    }
    Selector selector = chat.selector();
    if (selector.method() == Selector.Method.FUNCTION) {
      return new Floor.Answer.Choose(chat.participants());
    }
    List<String> eligible = eligible(chat, state.lastSpeaker());
    if (eligible.isEmpty()) {
      return Floor.COMPLETE;
    }
    if (eligible.size() == 1) {
      return new Floor.Answer.Speak(eligible.getFirst());
    }
    return switch (selector.method()) {
      case AUTO ->
          floor.tries() < selector.tries()
              ? new Floor.Answer.Choose(eligible)
              : new Floor.Answer.Speak(fallback(chat, eligible, state.lastSpeaker()));
      case MANUAL -> new Floor.Answer.Pick(eligible);
      case RANDOM -> new Floor.Answer.Speak(drawn(selector, eligible, state));
      case ROUND_ROBIN ->
          new Floor.Answer.Speak(following(chat.participants(), eligible, state.lastSpeaker()));
      case FUNCTION -> throw new IllegalStateException("a function chooses among all");
    };
  }

  /**
   * Those who may speak after somebody, in the order of the file; empty: the transitions lead
   * nowhere. One who is alone may go on.
   */
  static List<String> eligible(Pattern.SelectorGroupChat chat, @Nullable String last) {
    List<String> all = chat.participants();
    if (last == null || !all.contains(last)) {
      return all;
    }
    Transitions transitions = chat.transitions();
    List<String> after = transitions == null ? all : transitions.after(last, all);
    boolean repeats = Objects.requireNonNullElse(chat.allowRepeatedSpeaker(), transitions != null);
    List<String> others = after.stream().filter(one -> repeats || !one.equals(last)).toList();
    return others.isEmpty() && transitions == null ? all : others;
  }

  private static String fallback(
      Pattern.SelectorGroupChat chat, List<String> eligible, @Nullable String last) {
    Selector.Fallback way =
        Objects.requireNonNullElse(chat.selector().fallback(), Selector.Fallback.PREVIOUS);
    return switch (way) {
      case PREVIOUS ->
          last != null && eligible.contains(last)
              ? last
              : following(chat.participants(), eligible, last);
      case NEXT -> following(chat.participants(), eligible, last);
      case FIRST -> eligible.getFirst();
    };
  }

  /** The next eligible one in the order of the file. */
  private static String following(List<String> all, List<String> eligible, @Nullable String last) {
    int place = last == null ? -1 : all.indexOf(last);
    for (int step = 1; step <= all.size(); step++) {
      String next = all.get((place + step) % all.size());
      if (eligible.contains(next)) {
        return next;
      }
    }
    return eligible.getFirst();
  }

  /**
   * One of them by chance, and the same one each time the same state is asked: a replay must choose
   * as the first run did.
   */
  private static String drawn(Selector selector, List<String> eligible, ConversationState state) {
    Long seed = selector.seed();
    long start = seed == null ? state.chain().hashCode() : seed;
    long mixed = start + 0x9E3779B97F4A7C15L * (state.tally().totalTurns() + 1L);
    // The finalizer of SplitMix64: neighbouring turns give unrelated numbers.
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return eligible.get(Math.floorMod(mixed ^ (mixed >>> 31), eligible.size()));
  }
}
