package dev.parley.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds code in messages as AutoGen does: fences that may be indented or stand behind a text, CRLF,
 * several blocks, a first line that names a file, a language that is inferred where the fence names
 * none. Beyond AutoGen, the indentation of a fence is taken off its lines, a fence closes only with
 * as many marks as it opened with, more words may follow the language, and code between fences
 * within one line opens nothing. The time is linear in the text, whatever strangers write.
 */
public final class CodeBlocks {

  /** The languages that run, as people write them. */
  private static final Set<String> PYTHON = Set.of("python", "python3", "py");

  private static final Set<String> SHELL = Set.of("sh", "bash", "shell", "zsh");

  /** Without a colon only a single word is a name: other comments begin with "filename" too. */
  private static final Pattern FILENAME =
      Pattern.compile(
          "^\\s*(?:#|//|/\\*|<!--)\\s*filename(?::\\s*|\\s+(?=\\S+\\s*(?:\\*/|-->)?\\s*$))"
              + "([^\\s*>-][^*>]*?)\\s*(?:\\*/|-->)?\\s*$",
          Pattern.CASE_INSENSITIVE);

  /** A first line that is longer names no file; the expression above is slow on long lines. */
  private static final int LONGEST_NAME_LINE = 300;

  private static final Pattern SHELL_START =
      Pattern.compile("(?:python3? |pip3? |\\$ |#!\\S*/(?:env )?\\w*sh\\b)");

  private static final Pattern PYTHON_LINE =
      Pattern.compile(
          "(?m)^(?:import [\\w.]+(?:,| as |[ \\t]*$|[ \\t]*#)|from [\\w.]+ import |def \\w+\\("
              + "|class \\w+[(:]|print\\(|#!.*python"
              + "|(?:if|for|while|with|try)\\b.*:[ \\t]*$|\\w+ = )");

  /** The end of a statement in most languages that otherwise look like Python. */
  private static final Pattern SEMICOLON = Pattern.compile("(?m);[ \\t]*$");

  private CodeBlocks() {}

  /** The blocks of a text in order, with every language, inferred or as written. */
  public static List<CodeBlock> find(String text) {
    return new Scan(text).blocks;
  }

  /** The blocks that an executor takes: those that run, and those that are saved under a name. */
  public static List<CodeBlock> runnable(String text) {
    return find(text).stream()
        .filter(block -> runs(block.language()) || block.filename() != null)
        .toList();
  }

  /** Whether there is a block that runs. */
  public static boolean any(String text) {
    return find(text).stream().anyMatch(block -> runs(block.language()));
  }

  /** The labels of all fences of a text, empty ones included: what an executor saw and left. */
  public static List<String> fences(String text) {
    return new Scan(text).labels;
  }

  /** Whether blocks of this language run. */
  public static boolean runs(String language) {
    return PYTHON.contains(language) || SHELL.contains(language);
  }

  /** Whether it is one of Python's names. */
  public static boolean isPython(String language) {
    return PYTHON.contains(language);
  }

  /** {@code sh} or {@code python} where the code looks so, else empty. */
  static String infer(String code) {
    if (SHELL_START.matcher(code.stripLeading()).lookingAt()) {
      return "sh";
    }
    boolean python = PYTHON_LINE.matcher(code).find() && !SEMICOLON.matcher(code).find();
    return python ? "python" : "";
  }

  /** The file that the first line of a block names. */
  private static @Nullable String filename(String code) {
    int end = code.indexOf('\n');
    String line = end < 0 ? code : code.substring(0, end);
    Matcher first = FILENAME.matcher(line);
    return line.length() <= LONGEST_NAME_LINE && first.matches() ? first.group(1).strip() : null;
  }

  /** One pass over the lines. */
  private static final class Scan {
    private final List<CodeBlock> blocks = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private @Nullable Fence fence;
    private List<String> lines = new ArrayList<>();

    Scan(String text) {
      for (String line : text.split("\r?\n", -1)) {
        if (fence == null) {
          fence = Fence.of(line).orElse(null);
        } else if (line.strip().startsWith(fence.marks())) {
          close(fence.label());
          fence = null;
        } else {
          lines.add(dedent(line, fence.indent()));
        }
      }
    }

    private void close(String label) {
      String code = String.join("\n", lines);
      labels.add(label);
      if (!code.isBlank()) {
        blocks.add(new CodeBlock(label.isEmpty() ? infer(code) : label, code, filename(code)));
      }
      lines = new ArrayList<>();
    }

    private static String dedent(String line, int indent) {
      int cut = 0;
      while (cut < indent && cut < line.length() && Character.isWhitespace(line.charAt(cut))) {
        cut++;
      }
      return line.substring(cut);
    }
  }
}
