package dev.parley.transcript;

import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.transcript.View.Due;
import dev.parley.transcript.View.Line;
import dev.parley.transcript.View.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A summary in place of old messages. The newest one that was written for the reader stands for all
 * messages up to its end; the first message stays before it. Another one is due when there is too
 * much again, and stands for the one before and what came after that. It must bring something: a
 * quarter of what the policy allows.
 */
final class Summaries {

  private Summaries() {}

  static View within(
      List<Line> lines, Context.Summarizing policy, View.Reader reader, Measure measure) {
    if (lines.isEmpty()) {
      return new View(lines, null);
    }
    Optional<Entry> newest =
        reader.last(entry -> entry.head().reader().filter(reader.agent()::equals).isPresent());
    boolean pinned = measure.of(lines.getFirst()) <= policy.above() / 2;
    List<Line> kept = kept(lines, pinned, newest, reader);
    int front = (pinned ? 1 : 0) + (newest.isPresent() ? 1 : 0);
    if (measure.before() + measure.of(kept) <= policy.above()) {
      return new View(kept, null);
    }
    Due due = due(kept, front, policy, newest, measure);
    int failed = failed(reader, newest);
    return failed >= 0 && (due == null || !isMuch(after(kept, failed), policy, measure))
        ? new View(Trim.fitting(kept, front, policy.above(), measure), null)
        : new View(kept, due);
  }

  /** How many lines no later policy should take away first: the first, and a summary after it. */
  static int front(List<Line> lines) {
    return lines.size() > 1 && lines.get(1).entry().head().reader().isPresent() ? 2 : 1;
  }

  /** The lines that no summary stands for, and the summary before them. */
  private static List<Line> kept(
      List<Line> lines, boolean pinned, Optional<Entry> newest, View.Reader reader) {
    if (newest.isEmpty()) {
      return lines;
    }
    List<Line> kept = new ArrayList<>();
    if (pinned) {
      kept.add(lines.getFirst());
    }
    kept.add(new Line(newest.get(), reader.agent(), false));
    int until = until(newest.get());
    lines.stream().skip(pinned ? 1 : 0).filter(line -> line.seq() > until).forEach(kept::add);
    return kept;
  }

  private static @Nullable Due due(
      List<Line> kept,
      int front,
      Context.Summarizing policy,
      Optional<Entry> newest,
      Measure measure) {
    int end = kept.size() - policy.kept();
    if (end <= front || !isMuch(kept.subList(front, end), policy, measure)) {
      return null;
    }
    int start = newest.isPresent() ? front - 1 : front;
    return new Due(
        policy,
        newest.map(Summaries::from).orElseGet(() -> kept.get(front).seq()),
        kept.get(end - 1).seq(),
        kept.subList(start, end));
  }

  private static boolean isMuch(List<Line> lines, Context.Summarizing policy, Measure measure) {
    return measure.of(lines) * 4 >= policy.above();
  }

  private static List<Line> after(List<Line> lines, int seq) {
    return lines.stream().filter(line -> line.seq() > seq).toList();
  }

  /** Where the reader's last summary failed, -1: nowhere, or another one was written since. */
  private static int failed(View.Reader reader, Optional<Entry> newest) {
    int since = newest.map(Entry::seq).orElse(-1);
    return reader
        .last(
            entry ->
                entry.head().event() == Event.NOT_SUMMARIZED
                    && reader.agent().equals(entry.head().to()))
        .map(Entry::seq)
        .filter(seq -> seq > since)
        .orElse(-1);
  }

  private static int from(Entry summary) {
    return summary.words().detail() instanceof Entry.Summing summing
        ? summing.from()
        : summary.seq();
  }

  private static int until(Entry summary) {
    return summary.words().detail() instanceof Entry.Summing summing ? summing.until() : -1;
  }
}
