package dev.parley.client.view;

import dev.parley.agents.CodeBlocks;
import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Entries as a terminal shows them: one author a column, code and output shortened. A line that
 * begins in the first column is always Parley's or the named author's own: everything that follows
 * a line of somebody's text is indented.
 */
public final class TerminalView {

  /** Width of the author's column where names are short. */
  private static final int NARROW = 10;

  private static final int WIDEST = 24;

  private static final int FOOTER_INDENT = 2;

  /** Below this no text is broken to fit: there is nothing left to read. */
  private static final int LEAST_TEXT = 20;

  /** A task may have megabytes; a terminal shows its beginning. */
  private static final int LONGEST_TEXT = 20_000;

  /** How much of a call, or of what it came to, is shown where it is not shown in full. */
  private static final int LONGEST_LINE = 200;

  /** More than this of a reply that is being said fills no terminal. */
  private static final int LONGEST_SAYING = 20_000;

  private static final String SEPARATOR = " › ";

  private final Palette palette;
  private final List<String> authors;
  private final boolean verbose;
  private final int width;
  private final int column;

  private TerminalView(Palette palette, List<String> authors, boolean verbose, int width) {
    this.palette = palette;
    this.authors = authors;
    this.verbose = verbose;
    this.width = width;
    this.column =
        Math.min(
            WIDEST,
            authors.stream().mapToInt(name -> Columns.width(name)).reduce(NARROW, Math::max));
  }

  /**
   * A view whose lines are as long as their texts.
   *
   * @param authors who speaks, as far as it is known; it sets the width of their column
   */
  public static TerminalView of(Palette palette, Collection<String> authors) {
    List<String> names = authors.stream().map(Display::line).distinct().toList();
    return new TerminalView(palette, names, false, Integer.MAX_VALUE);
  }

  /** The same with code and output in full. */
  public TerminalView verbose() {
    return new TerminalView(palette, authors, true, width);
  }

  /** The same with lines broken to fit so many columns. */
  public TerminalView width(int columns) {
    return new TerminalView(palette, authors, verbose, columns);
  }

  /** The entry in one or more lines, without a line end. */
  public String entry(Entry entry) {
    String shown = shown(entry);
    Entry.Origin origin = entry.words().origin();
    return origin == null || origin.after().isEmpty()
        ? shown
        : notice(
                '·',
                "%s answered by %s, %s"
                    .formatted(
                        Display.line(entry.author()),
                        Display.line(origin.model()),
                        String.join(", ", Facts.fellBack(origin))))
            + "\n"
            + shown;
  }

  private String shown(Entry entry) {
    return switch (entry.kind()) {
      case TEXT -> said(entry, addressed(entry) + text(entry));
      case DECISION -> said(entry, RequestText.decided(entry));
      case SUMMARY -> said(entry, Facts.summing(entry) + ": " + text(entry));
      case HANDOFF -> said(entry, "hands over " + addressed(entry) + text(entry));
      case TOOL_CALLS -> said(entry, calls(entry));
      case TOOL_RESULTS -> said(entry, results(entry));
      case CODE -> said(entry, code(entry));
      case CODE_RESULT -> said(entry, run(entry));
      case EVENT -> notice(Happenings.mark(entry), Happenings.words(entry));
      case REQUEST -> notice('?', RequestText.asked(entry));
    };
  }

  /**
   * A line of Parley's own between the entries.
   *
   * @param mark {@code ✗}, {@code ✓}, {@code ·} or {@code ?}
   */
  public String notice(char mark, String text) {
    String sign =
        switch (mark) {
          case '✗' -> palette.bad("✗");
          case '✓' -> palette.good("✓");
          default -> palette.dim(Display.line(String.valueOf(mark)));
        };
    return sign + " " + laidOut(text, 2);
  }

  /** The lines that close a transcript: see {@link Endings#footer}; broken between its parts. */
  public String footer(Standing standing) {
    List<String> parts = Endings.parts(standing);
    List<String> first = broken(parts.getFirst(), FOOTER_INDENT);
    var lines = new ArrayList<String>(first.stream().map(palette::bold).toList());
    int used = Columns.width(first.getLast());
    for (String part : parts.subList(1, parts.size())) {
      String more = Endings.SEPARATOR + part;
      if (fits(used + Columns.width(more), FOOTER_INDENT)) {
        lines.set(lines.size() - 1, lines.getLast() + palette.dim(more));
        used += Columns.width(more);
      } else {
        lines.add(palette.dim(part));
        used = Columns.width(part);
      }
    }
    return String.join("\n" + " ".repeat(FOOTER_INDENT), lines);
  }

  /**
   * A reply that is still being said: its author, and the last of its words. The words are cleaned
   * as a whole each time, since what a terminal must not see may come in halves.
   *
   * @param text all that was said so far
   * @param rows how many lines there may be, at least one
   */
  public List<String> saying(String agent, String text, int rows) {
    boolean cut = text.length() > LONGEST_SAYING;
    String end = cut ? text.substring(text.length() - LONGEST_SAYING) : text;
    List<String> lines = said(agent, end).lines().toList();
    if (!cut && lines.size() <= rows) {
      return lines;
    }
    List<String> last = lines.subList(Math.max(1, lines.size() - rows + 1), lines.size());
    return Stream.concat(Stream.of(said(agent, "…")), last.stream()).limit(rows).toList();
  }

  /** A line of Parley's own while nothing comes. */
  public String silence(long seconds) {
    return palette.dim("  … %d s".formatted(seconds));
  }

  private String said(Entry entry, String text) {
    return said(entry.author(), text);
  }

  private String said(String speaker, String text) {
    String name = Columns.cut(Display.line(speaker), WIDEST);
    int place = authors.indexOf(name);
    String author = palette.author(place < 0 ? name.hashCode() : place, name);
    String gap = " ".repeat(Math.max(0, column - Columns.width(name)));
    return (author + gap + palette.dim(SEPARATOR) + laidOut(text, column + SEPARATOR.length()))
        .stripTrailing();
  }

  /** The text with its lines broken, all but the first behind the indent. */
  private String laidOut(String text, int indent) {
    String tail = "";
    String shown = text;
    if (!verbose && text.length() > LONGEST_TEXT) {
      shown = text.substring(0, LONGEST_TEXT);
      tail = "\n… " + Amounts.number(text.length() - LONGEST_TEXT) + " more characters";
    }
    String clean = Display.terminal(shown + tail, "");
    List<String> lines = broken(clean, indent);
    String gap = " ".repeat(indent);
    return lines.stream()
        .map(line -> line.isBlank() ? "" : gap + line)
        .collect(Collectors.joining("\n"))
        .strip();
  }

  /** The lines of a clean text, broken to fit behind an indent. */
  private List<String> broken(String clean, int indent) {
    return room(indent) < LEAST_TEXT || fits(Columns.width(clean), indent)
        ? clean.lines().toList()
        : Columns.wrap(clean, room(indent));
  }

  private boolean fits(int columns, int indent) {
    return room(indent) < LEAST_TEXT || columns <= room(indent);
  }

  /** One column stays free: in the last one terminals differ in where they go on. */
  private int room(int indent) {
    return width - indent - 1;
  }

  private String text(Entry entry) {
    String text = entry.text().strip();
    return verbose ? text : Gist.ofText(text);
  }

  private String code(Entry entry) {
    if (verbose || !(entry.words().detail() instanceof Entry.Code code)) {
      return text(entry);
    }
    String prose = Gist.ofText(entry.text().strip());
    return CodeBlocks.find(entry.text()).isEmpty()
        ? (prose + " " + Gist.ofBlocks(code.blocks())).strip()
        : prose;
  }

  private String run(Entry entry) {
    if (!(entry.words().detail() instanceof Entry.CodeResult result)) {
      return text(entry);
    }
    var lines = new ArrayList<String>();
    lines.add(verbose ? entry.text().strip() : Gist.ofRun(entry.text(), result.exitCode()));
    lines.add(Gist.ofFiles(result.files()));
    return lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
  }

  private static String addressed(Entry entry) {
    String to = entry.head().to();
    return to == null ? "" : "→ " + Display.line(to) + ": ";
  }

  /** What the model says, and below it one line a call. */
  private String calls(Entry entry) {
    Stream<String> calls =
        entry.words().detail() instanceof Entry.Calling calling
            ? calling.calls().stream().map(call -> ToolText.call(call.tool(), call.arguments()))
            : entry.head().calls().stream().map(call -> call.tool() + "(…)");
    return joined(Stream.concat(Stream.of(text(entry)), calls.map(this::cut)));
  }

  /** One line a result; in full where everything is. */
  private String results(Entry entry) {
    return entry.words().detail() instanceof Entry.Results results
        ? joined(
            results.results().stream()
                .map(ToolText::result)
                .map(text -> verbose ? text : cut(Display.line(text))))
        : text(entry);
  }

  private String cut(String line) {
    return verbose ? line : Columns.cut(line, LONGEST_LINE);
  }

  private static String joined(Stream<String> lines) {
    return lines.filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
  }
}
