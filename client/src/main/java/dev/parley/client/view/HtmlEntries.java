package dev.parley.client.view;

import dev.parley.agents.Entry;
import dev.parley.agents.Names;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The entries of the page. */
final class HtmlEntries {

  private static final Template ENTRY = Template.load("entry.html");

  /** The number of author colours in the style. */
  private static final int COLOURS = 8;

  /** Longer outputs are folded. */
  private static final int LINES_SHOWN = 12;

  private static final int CHARACTERS_SHOWN = 4_000;

  /** How much of its last line a folded output shows. */
  private static final int LAST_LINE = 60;

  private final List<String> authors;

  HtmlEntries(List<String> authors) {
    this.authors = authors;
  }

  String render(Entry entry) {
    return ENTRY.fill(
        Map.of(
            "seq", Integer.toString(entry.seq()),
            "kind", "kind-" + entry.kind().wire(),
            "colour", colour(entry.author()),
            "author", Display.html(Display.line(entry.author())),
            "label", label(entry),
            "at", entry.at().toString(),
            "time", Facts.time(entry.at()),
            "facts", Display.html(Facts.of(entry)),
            "body", thought(entry) + body(entry)));
  }

  /** The author's colour by order of appearance; Parley's own reports have none. */
  private String colour(String author) {
    return author.equals(Names.PARLEY)
        ? "author-parley"
        : "author-" + Math.floorMod(authors.indexOf(author), COLOURS);
  }

  private static String label(Entry entry) {
    String to = entry.head().to();
    String kind =
        switch (entry.kind()) {
          case TEXT, EVENT -> "";
          case SUMMARY -> "summary";
          case HANDOFF -> "handoff";
          case TOOL_CALLS -> "tool calls";
          case TOOL_RESULTS -> "tool results";
          case CODE -> "code";
          case CODE_RESULT -> "code run";
          case REQUEST -> "request";
          case DECISION -> "decision";
        };
    return Display.html((kind + (to == null ? "" : " → " + Display.line(to))).strip());
  }

  private static String thought(Entry entry) {
    Entry.Origin origin = entry.words().origin();
    String thought = origin == null ? null : origin.thought();
    return thought == null ? "" : folded("thought", SafeMarkdown.html(thought));
  }

  private static String body(Entry entry) {
    return switch (entry.kind()) {
      case TEXT, HANDOFF, SUMMARY -> SafeMarkdown.html(entry.text());
      case DECISION -> decided(entry);
      case CODE -> code(entry);
      case CODE_RESULT -> result(entry);
      case TOOL_CALLS -> calls(entry);
      case TOOL_RESULTS -> results(entry);
      case EVENT ->
          "<p><span class=\"mark mark-%s\">%c</span> %s</p>"
              .formatted(
                  Happenings.mark(entry) == '✗' ? "bad" : "good",
                  Happenings.mark(entry),
                  Display.html(Happenings.words(entry)));
      case REQUEST -> asked(entry) + SafeMarkdown.html(entry.text());
    };
  }

  private static String code(Entry entry) {
    if (!entry.text().isBlank() || !(entry.words().detail() instanceof Entry.Code code)) {
      return SafeMarkdown.html(entry.text());
    }
    return code.blocks().stream()
        .map(block -> "<pre><code>" + Display.html(block.text()) + "</code></pre>")
        .collect(Collectors.joining("\n"));
  }

  private static String result(Entry entry) {
    if (!(entry.words().detail() instanceof Entry.CodeResult result) || result.exitCode() == null) {
      return output(entry.text());
    }
    String head =
        "<p class=\"run run-%s\">%s</p>"
            .formatted(
                result.exitCode() == 0 ? "good" : "bad", Display.html(Gist.head(entry.text())));
    String files = Gist.ofFiles(result.files());
    return head
        + output(Gist.output(entry.text()))
        + (files.isEmpty() ? "" : "<p class=\"files\">" + Display.html(files) + "</p>");
  }

  private static String output(String text) {
    String shown = text.strip();
    if (shown.isEmpty()) {
      return "";
    }
    String block = "<pre>" + Display.html(shown) + "</pre>";
    long lines = shown.lines().count();
    return lines > LINES_SHOWN || shown.length() > CHARACTERS_SHOWN
        ? folded(
            "%s of output, the last: %s"
                .formatted(
                    Amounts.count(lines, "line", "lines"),
                    Columns.cut(
                        Display.line(shown.substring(shown.lastIndexOf('\n') + 1)), LAST_LINE)),
            block)
        : block;
  }

  private static String folded(String summary, String body) {
    return "<details><summary>%s</summary>%s</details>".formatted(Display.html(summary), body);
  }

  private static String calls(Entry entry) {
    String said = SafeMarkdown.html(entry.text());
    return entry.words().detail() instanceof Entry.Calling calling
        ? calling.calls().stream()
            .map(call -> named(call.tool(), "", output(ToolText.pretty(call.arguments()))))
            .collect(Collectors.joining("\n", said, ""))
        : said;
  }

  private static String results(Entry entry) {
    return entry.words().detail() instanceof Entry.Results results
        ? results.results().stream()
            .map(
                one ->
                    named(
                        one.tool(),
                        one.error() ? " class=\"run run-bad\"" : "",
                        output(one.text())))
            .collect(Collectors.joining("\n"))
        : output(entry.text());
  }

  private static String named(String tool, String attribute, String body) {
    return "<p%s>%s</p>%s".formatted(attribute, Display.html(Display.line(tool)), body);
  }

  private static String decided(Entry entry) {
    String proof =
        entry.words().detail() instanceof Entry.Deciding deciding
            ? "<p>%s</p>".formatted(Display.html(RequestText.proof(deciding)))
            : "";
    return "<p>%s</p>%s".formatted(Display.html(RequestText.decided(entry)), proof);
  }

  private static String asked(Entry entry) {
    if (!(entry.words().detail() instanceof Entry.Asking asking)) {
      return "";
    }
    String who = "<p>%s</p>".formatted(Display.html(RequestText.who(asking)));
    return asking.arguments() == null ? who : who + output(RequestText.exact(asking));
  }
}
