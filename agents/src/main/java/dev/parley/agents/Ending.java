package dev.parley.agents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Termination: which leaves of the team's condition have been met, and whether that is the end. A
 * leaf that was met stays met for the round ({@code all} needs that, as AutoGen's {@code &} does).
 * {@code not} is a leaf too, and the only one that is asked about each message anew: it speaks of
 * the last message.
 */
public final class Ending {

  private Ending() {}

  /**
   * Why a round is over.
   *
   * @param reason the condition's name
   * @param leaf number of the leaf in the order of the file, -1: none
   */
  public record Reason(String reason, int leaf) {}

  /** The leaves of a condition in the order of the file. */
  public static List<Condition> leaves(@Nullable Condition condition) {
    List<Condition> all = new ArrayList<>();
    collect(condition, all);
    return all;
  }

  private static void collect(@Nullable Condition condition, List<Condition> into) {
    if (condition instanceof Condition.Any any) {
      any.of().forEach(one -> collect(one, into));
    } else if (condition instanceof Condition.All all) {
      all.of().forEach(one -> collect(one, into));
    } else if (condition != null) {
      into.add(condition);
    }
  }

  /** The leaves that are met after an entry, with the order in which they were. */
  static SortedMap<Integer, Integer> meet(
      Skeleton skeleton,
      SortedMap<Integer, Integer> before,
      EntryHead head,
      Tally tally,
      boolean stop) {
    SortedMap<Integer, Integer> met = new TreeMap<>(before);
    List<Condition> leaves = leaves(skeleton.team().termination());
    for (int i = 0; i < leaves.size(); i++) {
      if (holds(leaves.get(i), skeleton, head, tally, stop)) {
        met.putIfAbsent(i, place(met));
      } else if (leaves.get(i) instanceof Condition.Not && speaks(head)) {
        met.remove(i);
      }
    }
    return met;
  }

  /** The place of the next leaf in the order in which they were met. */
  private static int place(SortedMap<Integer, Integer> met) {
    return met.values().stream().max(Comparator.naturalOrder()).orElse(-1) + 1;
  }

  /** The timeouts that are met after so much time. */
  public static SortedMap<Integer, Integer> elapsed(
      Skeleton skeleton, SortedMap<Integer, Integer> before, long activeMillis, long allMillis) {
    SortedMap<Integer, Integer> met = new TreeMap<>(before);
    List<Condition> leaves = leaves(skeleton.team().termination());
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i) instanceof Condition.Timeout timeout
          && (timeout.countWaiting() ? allMillis : activeMillis) >= timeout.after().toMillis()) {
        met.putIfAbsent(i, place(met));
      }
    }
    return met;
  }

  /** The end that the met leaves amount to, if they do. */
  public static Optional<Reason> reached(Skeleton skeleton, SortedMap<Integer, Integer> met) {
    Condition condition = skeleton.team().termination();
    if (condition == null || met.isEmpty()) {
      return Optional.empty();
    }
    return new Search(met).leaf(condition).map(leaf -> reason(condition, leaf));
  }

  private static Reason reason(Condition condition, int leaf) {
    return new Reason(leaves(condition).get(leaf).reason(), leaf);
  }

  /** Walks the tree in file order, numbering leaves as it goes. */
  private static final class Search {
    private final SortedMap<Integer, Integer> met;
    private int next;

    Search(SortedMap<Integer, Integer> met) {
      this.met = met;
    }

    Optional<Integer> leaf(Condition condition) {
      return switch (condition) {
        case Condition.Any any ->
            any.of().stream().map(this::leaf).toList().stream()
                .flatMap(Optional::stream)
                .findFirst();
        case Condition.All all -> {
          List<Optional<Integer>> found = all.of().stream().map(this::leaf).toList();
          yield found.stream().allMatch(Optional::isPresent)
              ? found.stream()
                  .flatMap(Optional::stream)
                  .max(Comparator.comparingInt(i -> met.getOrDefault(i, 0)))
              : Optional.empty();
        }
        default -> {
          int mine = next++;
          yield met.containsKey(mine) ? Optional.of(mine) : Optional.empty();
        }
      };
    }
  }

  private static boolean holds(
      Condition leaf, Skeleton skeleton, EntryHead head, Tally tally, boolean stop) {
    return switch (leaf) {
      case Condition.MaxMessages max -> tally.messages() >= max.messages();
      case Condition.MaxTurns max -> tally.turns() >= Floor.turns(skeleton.team(), max.turns());
      case Condition.Cost cost -> tally.cost().compareTo(Money.dollars(cost.dollars())) >= 0;
      case Condition.TokenUsage tokens -> used(tokens, tally.usage());
      case Condition.External external -> stop;
      case Condition.StopMessage message -> stop;
      case Condition.Timeout timeout -> false;
      case Condition.Not not -> speaks(head) && !fits(not.of(), head);
      case Condition.Finding finding -> fits(finding, head);
      case Condition.Handoff handoff -> fits(handoff, head);
      case Condition.SourceMatch source -> fits(source, head);
      case Condition.FunctionCall call -> fits(call, head);
      case Condition.TextMessage message -> fits(message, head);
      case Condition.OnText question -> throw new IllegalArgumentException("not outlined");
      case Condition.Otherwise otherwise -> false;
      case Condition.Any any -> throw new IllegalArgumentException("not a leaf");
      case Condition.All all -> throw new IllegalArgumentException("not a leaf");
    };
  }

  private static boolean used(Condition.TokenUsage limit, Usage usage) {
    return (limit.total() > 0 && usage.total() >= limit.total())
        || (limit.input() > 0 && usage.input() >= limit.input())
        || (limit.output() > 0 && usage.output() >= limit.output());
  }

  /** The number of the leaf of an agent's own condition that one message meets, if it does. */
  static Optional<Integer> fittingLeaf(@Nullable Condition own, EntryHead head) {
    if (own == null || !fits(own, head)) {
      return Optional.empty();
    }
    SortedMap<Integer, Integer> met = new TreeMap<>();
    List<Condition> leaves = leaves(own);
    for (int i = 0; i < leaves.size(); i++) {
      if (fits(leaves.get(i), head)) {
        met.put(i, i);
      }
    }
    return new Search(met).leaf(own);
  }

  /** Whether one message fits a condition: an agent's own, one of an edge, or one under a not. */
  static boolean fits(@Nullable Condition condition, EntryHead head) {
    if (condition == null || task(head)) {
      return false;
    }
    return switch (condition) {
      case Condition.Finding finding ->
          head.kind().isMessage()
              && head.findings().contains(finding.question())
              && (finding.sources().isEmpty() || finding.sources().contains(head.author()));
      case Condition.Handoff handoff ->
          head.kind() == Kind.HANDOFF && handoff.target().equals(head.to());
      case Condition.SourceMatch source ->
          head.kind().isMessage() && source.sources().contains(head.author());
      case Condition.FunctionCall call ->
          head.kind() == Kind.TOOL_RESULTS
              && head.calls().stream().anyMatch(c -> c.tool().equals(call.tool()));
      case Condition.TextMessage message ->
          head.kind() == Kind.TEXT
              && (message.source() == null || message.source().equals(head.author()));
      case Condition.Any any -> any.of().stream().anyMatch(one -> fits(one, head));
      case Condition.All all -> all.of().stream().allMatch(one -> fits(one, head));
      case Condition.Not not -> head.kind().isMessage() && !fits(not.of(), head);
      case Condition.Otherwise otherwise -> true;
      case Condition.OnText question -> throw new IllegalArgumentException("not outlined");
      case Condition.MaxMessages c -> false;
      case Condition.MaxTurns c -> false;
      case Condition.Timeout c -> false;
      case Condition.Cost c -> false;
      case Condition.TokenUsage c -> false;
      case Condition.StopMessage c -> false;
      case Condition.External c -> false;
    };
  }

  /** The task is no answer: it never ends what it began. */
  private static boolean task(EntryHead head) {
    return head.intent().equals(Intent.TASK);
  }

  private static boolean speaks(EntryHead head) {
    return head.kind().isMessage() && !task(head);
  }
}
