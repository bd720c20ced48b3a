package dev.parley.client.view;

import dev.parley.agents.CodeBlock;
import dev.parley.agents.CodeBlocks;
import dev.parley.agents.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a text says, in as few lines as a terminal wants. */
final class Gist {

  /** As {@link CodeBlocks} finds them: behind a text, indented, with a language or without. */
  private static final Pattern OPENING =
      Pattern.compile("^(.*?)(`{3,}|~{3,})[ \\t]*([\\w+#.-]*)[ \\t]*$");

  private static final String OUTPUT = "Code output:";

  /** How much output of a run that succeeded is shown on its line. */
  private static final int SHORT_OUTPUT = 60;

  private Gist() {}

  /** The prose of a text, each finished block of code shortened to {@code (python, 9 lines)}. */
  static String ofText(String text) {
    var parts = new ArrayList<String>();
    var prose = new ArrayList<String>();
    var code = new ArrayList<String>();
    String fence = null;
    String label = "";
    String opened = "";
    for (String line : text.split("\r?\n", -1)) {
      if (fence == null) {
        Matcher opening = OPENING.matcher(line);
        if (opening.matches()) {
          fence = opening.group(2);
          label = opening.group(3);
          opened = line;
          code.clear();
        } else {
          prose.add(line);
        }
      } else if (line.strip().startsWith(fence)) {
        prose.add(opened.substring(0, opened.indexOf(fence)));
        flush(prose, parts);
        parts.add(ofCode(fence, label, code));
        fence = null;
      } else {
        code.add(line);
      }
    }
    if (fence != null) {
      prose.add(opened);
      prose.addAll(code);
    }
    flush(prose, parts);
    return String.join(" ", parts);
  }

  /** The blocks that an agent runs itself. */
  static String ofBlocks(List<CodeBlock> blocks) {
    return blocks.stream()
        .map(block -> ofCode(block.language(), block.text().lines().count()))
        .collect(Collectors.joining(" "));
  }

  /** The head line of a code run with the line of its output that says most. */
  static String ofRun(String text, @Nullable Integer exitCode) {
    if (exitCode == null) {
      return text.strip();
    }
    String head = head(text);
    List<String> output =
        output(text).lines().map(String::strip).filter(Gist::saysSomething).toList();
    if (output.isEmpty()) {
      return head;
    }
    if (exitCode != 0) {
      return head + "   " + output.getLast();
    }
    String whole = String.join("  ", output);
    return head + "  " + (whole.length() <= SHORT_OUTPUT ? whole : output.getLast());
  }

  /** The first line of a run's feedback: {@code exitcode: 0 (execution succeeded)}. */
  static String head(String text) {
    return text.lines().findFirst().orElse("").strip();
  }

  /** What a run printed: the feedback without its head. */
  static String output(String text) {
    int end = text.indexOf('\n');
    String rest = end < 0 ? "" : text.substring(end + 1);
    String start = rest.stripLeading();
    return start.startsWith(OUTPUT) ? start.substring(OUTPUT.length()) : rest;
  }

  /** {@code files: chart.png (12.3 KB)}; empty without files. */
  static String ofFiles(List<Entry.FileRef> files) {
    return files.isEmpty()
        ? ""
        : files.stream()
            .map(file -> "%s (%s)".formatted(Display.line(file.name()), Amounts.bytes(file.size())))
            .collect(Collectors.joining(", ", "files: ", ""));
  }

  private static String ofCode(String fence, String label, List<String> lines) {
    String whole = fence + label + "\n" + String.join("\n", lines) + "\n" + fence;
    List<CodeBlock> found = CodeBlocks.find(whole);
    return ofCode(found.isEmpty() ? label : found.getFirst().language(), lines.size());
  }

  private static String ofCode(String language, long lines) {
    String shown = Display.language(language);
    return "(%s, %s)"
        .formatted(shown.isEmpty() ? "code" : shown, Amounts.count(lines, "line", "lines"));
  }

  private static void flush(List<String> prose, List<String> parts) {
    String text = String.join("\n", prose).strip();
    prose.clear();
    if (!text.isEmpty()) {
      parts.add(text);
    }
  }

  /** Rules, carets and empty lines say nothing. */
  private static boolean saysSomething(String line) {
    return line.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
