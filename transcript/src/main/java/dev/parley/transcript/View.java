package dev.parley.transcript;

import dev.parley.agents.Context;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Names;
import dev.parley.agents.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as one agent sees it, after its context policy. Stable at the front: what an agent
 * was sent once it is sent again byte for byte, so that the provider's prompt cache hits; where a
 * policy leaves something out, it does so in steps.
 *
 * @param lines what the agent sees, oldest first
 * @param due what a summary should stand for before the agent is asked, absent: nothing
 */
public record View(List<Line> lines, @Nullable Due due) {

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
   * @param skipped messages right before it of which the reader is told that they are left out
   */
  public record Line(
      Entry entry, String author, boolean own, @Nullable Entry results, int skipped) {

    /** Something after which nothing is left out. */
    public Line(Entry entry, String author, boolean own, @Nullable Entry results) {
      this(entry, author, own, results, 0);
    }

    /** Something without results. */
    public Line(Entry entry, String author, boolean own) {
      this(entry, author, own, null);
    }

    /** What was said; tool calls with their results, as people read them. */
    public String text() {
      return results == null ? words(entry) : words(entry) + "\n" + words(results);
    }

    /** Place of the entry. */
    public int seq() {
      return entry.seq();
    }

    Line after(int left) {
      return new Line(entry, author, own, results, left);
    }
  }

  /**
   * Messages that a summary should stand for.
   *
   * @param policy which says so
   * @param from place of the first message
   * @param until place of the last one
   * @param lines the summary that stands for some of them already, if there is one, and the rest
   */
  public record Due(Context.Summarizing policy, int from, int until, List<Line> lines) {
    public Due {
      lines = List.copyOf(lines);
    }
  }

  /**
   * How much a model can be sent is a matter of tokens.
   *
   * @param tokens how many an entry has
   * @param front those of what stands before the messages: what the model is told first, its tools
   */
  public record Measure(ToIntFunction<Entry> tokens, IntSupplier front) {

    /** Where nothing stands before the messages. */
    public static Measure of(ToIntFunction<Entry> tokens) {
      return new Measure(tokens, () -> 0);
    }

    int before() {
      return front.getAsInt();
    }

    long of(Line line) {
      Entry results = line.results();
      return tokens.applyAsInt(line.entry()) + (results == null ? 0L : tokens.applyAsInt(results));
    }

    long of(List<Line> lines) {
      return lines.stream().mapToLong(this::of).sum();
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
   */
  public static View of(
      List<Entry> entries, String agent, Pattern team, List<Context> context, Measure measure) {
    View view = new View(lines(entries, agent, team), null);
    for (Context policy : context) {
      view = view.within(policy, new Reader(entries, agent, team), measure);
    }
    return view;
  }

  /** Who reads what. */
  record Reader(List<Entry> entries, String agent, Pattern team) {

    /** The author as a policy names it: everybody who is no agent is the user. */
    String source(Line line) {
      return team.participants().contains(line.author()) ? line.author() : Names.USER;
    }

    /** The last entry of such a kind. */
    Optional<Entry> last(Predicate<Entry> which) {
      return entries.reversed().stream().filter(which).findFirst();
    }
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

  /** A summary that one agent reads stands where its policy puts it, and nowhere else. */
  private static boolean visible(Entry entry, String agent) {
    return switch (entry.kind()) {
      case TEXT, CODE_RESULT, HANDOFF -> !entry.text().isEmpty();
      case SUMMARY -> !entry.text().isEmpty() && entry.head().reader().isEmpty();
      case CODE, TOOL_CALLS, TOOL_RESULTS -> entry.author().equals(agent);
      case EVENT -> entry.head().event() == Event.LOOP;
      case REQUEST, DECISION -> false;
    };
  }

  private static String author(Entry entry, Pattern team) {
    boolean task = entry.head().opens() && entry.author().equals(Names.USER);
    return task && entry.kind() == Kind.TEXT && team instanceof Pattern.TwoAgentChat chat
        ? chat.initiator()
        : entry.author();
  }

  private View within(Context policy, Reader reader, Measure measure) {
    return switch (policy) {
      case Context.Unbounded all -> this;
      case Context.Buffered last -> with(Trim.last(lines, last.messages()));
      case Context.HeadAndTail ends -> with(Trim.ends(lines, ends.head(), ends.tail()));
      case Context.TokenLimited limit ->
          with(Trim.fitting(lines, Summaries.front(lines), limit.tokens(), measure));
      case Context.BySource some -> with(Trim.bySource(lines, some, reader));
      case Context.Summarizing summing -> Summaries.within(lines, summing, reader, measure);
    };
  }

  private View with(List<Line> kept) {
    return new View(kept, due);
  }
}
