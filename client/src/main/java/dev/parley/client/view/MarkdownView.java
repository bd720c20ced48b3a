package dev.parley.client.view;

import dev.parley.agents.Entry;
import dev.parley.agents.Usage;
import dev.parley.transcript.ConversationStore.Spent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A conversation as one Markdown document. What is said is quoted, so that no text can pretend to
 * be a heading of the document; what was printed stands in fences longer than any inside.
 */
public final class MarkdownView {

  private MarkdownView() {}

  /** The whole document. */
  public static String render(Shown shown) {
    var parts = new ArrayList<String>();
    parts.add("# " + Display.markdown(shown.standing().id()));
    parts.add(facts(Facts.of(shown.standing())));
    if (!shown.spent().isEmpty()) {
      parts.add(spent(shown.spent()));
    }
    shown.entries().forEach(entry -> parts.add(entry(entry)));
    return String.join("\n\n", parts) + "\n";
  }

  private static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> row(List.of(fact.getKey(), Display.markdown(fact.getValue()))))
        .collect(Collectors.joining("\n", "| | |\n|---|---|\n", ""));
  }

  private static String spent(List<Spent> spent) {
    var rows = new ArrayList<String>();
    rows.add(row(List.of("Agent", "Model", "Calls", "Input", "Cached", "Output", "Cost")));
    rows.add("|---|---|--:|--:|--:|--:|--:|");
    spent.forEach(one -> rows.add(spent(one, CostView.cost(one))));
    Spent total = CostView.total(spent);
    rows.add(spent(total, CostView.total(spent, total)));
    return String.join("\n", rows);
  }

  private static String spent(Spent one, String cost) {
    Usage usage = one.usage();
    return row(
        List.of(
            Display.markdown(one.agent()),
            Display.markdown(one.model()),
            Amounts.number(one.calls()),
            Amounts.number(usage.input()),
            Amounts.number(usage.cached()),
            Amounts.number(usage.output()),
            cost));
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String entry(Entry entry) {
    var parts = new ArrayList<String>();
    parts.add("## %d · %s".formatted(entry.seq(), Display.markdown(entry.author())));
    Entry.Origin origin = entry.words().origin();
    if (origin != null && origin.thought() != null) {
      parts.add(quoted("Thought: " + origin.thought()));
    }
    parts.addAll(body(entry));
    String facts = Facts.of(entry);
    if (!facts.isEmpty()) {
      parts.add("*" + Display.markdown(facts) + "*");
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
  }

  private static List<String> body(Entry entry) {
    return switch (entry.kind()) {
      case TEXT -> List.of(to(entry), quoted(entry.text()));
      case DECISION ->
          List.of("Decision", Display.markdown(RequestText.decided(entry)), proof(entry));
      case HANDOFF -> List.of("Handoff", to(entry), quoted(entry.text()));
      case SUMMARY ->
          List.of(Display.markdown(Facts.capital(Facts.summing(entry))), quoted(entry.text()));
      case CODE -> code(entry);
      case CODE_RESULT -> result(entry);
      case TOOL_CALLS -> calls(entry);
      case TOOL_RESULTS -> results(entry);
      case EVENT ->
          List.of(Happenings.mark(entry) + " " + Display.markdown(Happenings.words(entry)));
      case REQUEST -> List.of("Request", asked(entry), matter(entry), quoted(entry.text()));
    };
  }

  private static String to(Entry entry) {
    String to = entry.head().to();
    return to == null ? "" : "To " + Display.markdown(to) + ":";
  }

  private static List<String> code(Entry entry) {
    if (!(entry.words().detail() instanceof Entry.Code code) || !entry.text().isBlank()) {
      return List.of(quoted(entry.text()));
    }
    return code.blocks().stream()
        .map(block -> Display.fenced(block.language(), block.text()))
        .toList();
  }

  private static List<String> result(Entry entry) {
    if (!(entry.words().detail() instanceof Entry.CodeResult result) || result.exitCode() == null) {
      return List.of(Display.fenced("", entry.text().strip()));
    }
    String output = Gist.output(entry.text()).strip();
    return List.of(
        Display.markdown(Gist.head(entry.text())),
        output.isEmpty() ? "" : Display.fenced("", output),
        Display.markdown(Gist.ofFiles(result.files())));
  }

  private static List<String> calls(Entry entry) {
    var parts = new ArrayList<String>();
    parts.add(quoted(entry.text()));
    if (entry.words().detail() instanceof Entry.Calling calling) {
      for (Entry.ToolCall call : calling.calls()) {
        parts.add("Calls " + Display.markdown(call.tool()));
        parts.add(Display.fenced("json", ToolText.pretty(call.arguments())));
      }
    }
    return parts;
  }

  private static List<String> results(Entry entry) {
    if (!(entry.words().detail() instanceof Entry.Results results)) {
      return List.of(Display.fenced("", entry.text()));
    }
    var parts = new ArrayList<String>();
    for (Entry.ToolResult result : results.results()) {
      parts.add(Display.markdown(result.tool() + (result.error() ? " failed" : "") + ":"));
      parts.add(Display.fenced("", result.text().strip()));
    }
    return parts;
  }

  private static String proof(Entry entry) {
    return entry.words().detail() instanceof Entry.Deciding deciding
        ? Display.markdown(RequestText.proof(deciding))
        : "";
  }

  private static String asked(Entry entry) {
    return entry.words().detail() instanceof Entry.Asking asking
        ? Display.markdown(RequestText.who(asking))
        : "";
  }

  /** The exact arguments, or the code. */
  private static String matter(Entry entry) {
    return entry.words().detail() instanceof Entry.Asking asking && asking.arguments() != null
        ? Display.fenced("", RequestText.exact(asking))
        : "";
  }

  private static String quoted(String text) {
    String markdown = SafeMarkdown.markdown(text.strip());
    return markdown.isEmpty()
        ? ""
        : markdown
            .lines()
            .map(line -> line.isEmpty() ? ">" : "> " + line)
            .collect(Collectors.joining("\n"));
  }
}
