package dev.parley.transcript;

import dev.parley.agents.Context;
import dev.parley.transcript.View.Line;
import dev.parley.transcript.View.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves lines out. What is left out depends on the lines from the first on and on nothing else,
 * and it changes in steps: between two of them a view only grows at its end, so that a provider
 * that caches the front of requests finds it again.
 */
final class Trim {

  private Trim() {}

  /**
   * How many of the oldest are left out so that at most so many stay: a quarter more than needed,
   * so that the next ones only grow the end.
   */
  static int dropped(int count, int most) {
    if (count <= most) {
      return 0;
    }
    int step = most / 4 + 1;
    return (count - most + step - 1) / step * step;
  }

  static List<Line> last(List<Line> lines, int most) {
    return lines.subList(dropped(lines.size(), most), lines.size());
  }

  /** The reader is told how many messages stand between the ends, as AutoGen's agents are. */
  static List<Line> ends(List<Line> lines, int head, int tail) {
    int dropped = dropped(lines.size() - head, tail);
    if (dropped <= 0) {
      return lines;
    }
    List<Line> kept = new ArrayList<>(lines.subList(0, head));
    List<Line> rest = lines.subList(head + dropped, lines.size());
    kept.add(rest.getFirst().after(dropped));
    kept.addAll(rest.subList(1, rest.size()));
    return kept;
  }

  /** The reader's own messages stay unless the policy names the reader itself. */
  static List<Line> bySource(List<Line> lines, Context.BySource policy, View.Reader reader) {
    Map<String, Integer> all = new LinkedHashMap<>();
    lines.forEach(line -> all.merge(reader.source(line), 1, Integer::sum));
    Map<String, Integer> before = new LinkedHashMap<>();
    List<Line> kept = new ArrayList<>();
    for (Line line : lines) {
      String source = reader.source(line);
      int place = before.merge(source, 1, Integer::sum);
      Context.Share share = policy.sources().get(source);
      if (share == null ? line.own() : within(share, place, all.getOrDefault(source, 0))) {
        kept.add(line);
      }
    }
    return kept;
  }

  /** Whether the message at a place (from 1) of so many of one author is in its share. */
  private static boolean within(Context.Share share, int place, int count) {
    Integer first = share.first();
    Integer last = share.last();
    return (first == null && last == null)
        || (first != null && place <= first)
        || (last != null && place > count - last);
  }

  /**
   * The pinned lines at the front and the newest lines that fit; the newest one stays in any case.
   * When they do not fit any more, a quarter of them goes at once. Pinned lines that leave no room
   * for others go too.
   */
  static List<Line> fitting(List<Line> lines, int pinned, int tokens, Measure measure) {
    if (lines.size() <= pinned) {
      return lines;
    }
    long limit = Math.max(1, tokens - (long) measure.before());
    long front = measure.of(lines.subList(0, pinned));
    boolean stays = front <= limit / 2;
    int from = firstThatFits(lines, pinned, stays ? limit - front : limit, measure);
    List<Line> kept = new ArrayList<>();
    if (stays) {
      kept.addAll(lines.subList(0, pinned));
    }
    kept.addAll(lines.subList(from, lines.size()));
    return kept;
  }

  private static int firstThatFits(List<Line> lines, int start, long room, Measure measure) {
    long used = 0;
    int from = start;
    for (int i = start; i < lines.size(); i++) {
      used += measure.of(lines.get(i));
      if (used > room) {
        while (used > room * 3 / 4 && from < i) {
          used -= measure.of(lines.get(from));
          from++;
        }
      }
    }
    return from;
  }
}
