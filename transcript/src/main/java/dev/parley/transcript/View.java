package dev.parley.transcript;

import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.Names;
import dev.parley.agents.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as one agent sees it, after its context policy. Stable at the front: what an agent
 * was sent once it is sent again byte for byte, so that the provider's prompt cache hits.
 */
public record View(List<Line> lines) {

  public View {
    lines = List.copyOf(lines);
  }

  /**
   * Something that was said, or calls of tools with what came of them: no policy parts those two.
   *
   * @param entry the entry
   * @param author who said it, as the reader knows them
   * @param own whether the reader itself did
   * @param results for tool calls: the entry with their results; absent: there is none
   */
  public record Line(Entry entry, String author, boolean own, @Nullable Entry results) {

    /** Something without results. */
    public Line(Entry entry, String author, boolean own) {
      this(entry, author, own, null);
    }

    /** What was said; tool calls with their results, as people read them. */
    public String text() {
      return results == null ? words(entry) : words(entry) + "\n" + words(results);
    }

    private int tokens(ToIntFunction<Entry> each) {
      return each.applyAsInt(entry) + (results == null ? 0 : each.applyAsInt(results));
    }
  }

  /** All words of an entry that a model is sent: its text, its tool calls, their results. */
  public static String words(Entry entry) {
    return switch (entry.words().detail()) {
      case Entry.Calling calling ->
          Stream.concat(
                  Stream.of(entry.text()).filter(text -> !text.isEmpty()),
                  calling.calls().stream().map(call -> call.tool() + call.arguments()))
              .collect(Collectors.joining("\n"));
      case Entry.Results results ->
          results.results().stream().map(Entry.ToolResult::text).collect(Collectors.joining("\n"));
      case null, default -> entry.text();
    };
  }

  /**
   * The view of an agent.
   *
   * @param entries the settled entries, from the task on
   * @param agent the reader
   * @param team how they take turns: in a two-agent chat the task is the initiator's
   * @param context policies, applied in order
   * @param tokens how many tokens an entry has
   */
  public static View of(
      List<Entry> entries,
      String agent,
      Pattern team,
      List<Context> context,
      ToIntFunction<Entry> tokens) {
    View view = new View(lines(entries, agent, team));
    for (Context policy : context) {
      view = view.within(policy, tokens);
    }
    return view;
  }

  private static List<Line> lines(List<Entry> entries, String agent, Pattern team) {
    List<Line> lines = new ArrayList<>();
    int calling = -1;
    for (Entry entry : entries) {
      if (!visible(entry, agent)) {
        continue;
      }
      if (entry.kind() == Kind.TOOL_RESULTS) {
        if (calling >= 0) {
          Line calls = lines.get(calling);
          lines.set(calling, new Line(calls.entry(), calls.author(), calls.own(), entry));
        }
        calling = -1;
      } else {
        String author = author(entry, team);
        calling = entry.kind() == Kind.TOOL_CALLS ? lines.size() : calling;
        lines.add(new Line(entry, author, author.equals(agent)));
      }
    }
    return lines;
  }

  private static boolean visible(Entry entry, String agent) {
    return switch (entry.kind()) {
      case TEXT, CODE_RESULT, HANDOFF, SUMMARY -> !entry.text().isEmpty();
      case CODE, TOOL_CALLS, TOOL_RESULTS -> entry.author().equals(agent);
      case EVENT, REQUEST, DECISION -> false;
    };
  }

  private static String author(Entry entry, Pattern team) {
    boolean task = entry.head().opens() && entry.author().equals(Names.USER);
    return task && entry.kind() == Kind.TEXT && team instanceof Pattern.TwoAgentChat chat
        ? chat.initiator()
        : entry.author();
  }

  private View within(Context policy, ToIntFunction<Entry> tokens) {
    return switch (policy) {
      case Context.Unbounded all -> this;
      case Context.Buffered last -> last(last.messages());
      case Context.HeadAndTail ends -> ends(ends.head(), ends.tail());
      case Context.TokenLimited limit -> fitting(limit.tokens(), tokens);
    };
  }

  private View last(int count) {
    return new View(lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  private View ends(int head, int tail) {
    if (lines.size() <= head + tail) {
      return this;
    }
    List<Line> kept = new ArrayList<>(lines.subList(0, head));
    kept.addAll(lines.subList(lines.size() - tail, lines.size()));
    return new View(kept);
  }

  /**
   * The task and the newest lines that fit. When they do not fit any more, a quarter of them goes
   * at once: a front that moved with each turn would never hit the provider's cache.
   */
  private View fitting(int limit, ToIntFunction<Entry> tokens) {
    if (lines.isEmpty()) {
      return this;
    }
    long task = lines.getFirst().tokens(tokens);
    long room = task > limit / 2 ? limit : limit - task;
    long used = 0;
    int from = 1;
    for (int i = 1; i < lines.size(); i++) {
      used += lines.get(i).tokens(tokens);
      if (used > room) {
        while (used > room * 3 / 4 && from < i) {
          used -= lines.get(from).tokens(tokens);
          from++;
        }
      }
    }
    List<Line> kept = new ArrayList<>();
    if (task <= limit / 2 || lines.size() == 1) {
      kept.add(lines.getFirst());
    }
    kept.addAll(lines.subList(from, lines.size()));
    return new View(kept);
  }
}
