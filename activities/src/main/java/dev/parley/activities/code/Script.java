package dev.parley.activities.code;

import dev.parley.agents.CodeBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Blocks of code as files in a folder of their own, and one shell script there, {@link #RUN}, that
 * runs them in the workspace. So blocks without a name of their own leave nothing behind, and one
 * process tree runs them all.
 *
 * @param files the blocks and the script
 */
record Script(List<WorkspaceFile> files) {

  /** The script's name. */
  static final String RUN = "run";

  private static final String NOT_INSIDE = "Filename is not in the workspace";

  /** Which languages there are, after AutoGen's executors. */
  private enum Way {
    PYTHON,
    SH,
    BASH,
    SAVE,
    UNKNOWN;

    static Way of(String language) {
      return switch (language.toLowerCase(Locale.ROOT)) {
        case "python", "py", "python3" -> PYTHON;
        case "sh", "shell" -> SH;
        case "bash" -> BASH;
        case "javascript", "js", "html", "css" -> SAVE;
        default -> UNKNOWN;
      };
    }
  }

  /**
   * Writes the script.
   *
   * @param code the folder in which the files will be, as the code sees it
   * @param workspace the folder in which the blocks run, as the code sees it
   */
  static Script of(List<CodeBlock> blocks, String code, String workspace) {
    List<WorkspaceFile> files = new ArrayList<>();
    var run = new StringBuilder();
    run.append("exec 2>&1 </dev/null\n");
    run.append("cd ").append(quote(workspace)).append(" || exit 1\n");
    run.append("python=python3; command -v python3 >/dev/null || python=python\n");
    for (int i = 0; i < blocks.size(); i++) {
      CodeBlock block = blocks.get(i);
      String name = "block-%d.%s".formatted(i + 1, extension(block.language()));
      files.add(WorkspaceFile.of(name, block.text().getBytes(StandardCharsets.UTF_8)));
      run.append(step(block, code + "/" + name)).append('\n');
    }
    files.add(WorkspaceFile.of(RUN, run.toString().getBytes(StandardCharsets.UTF_8)));
    return new Script(List.copyOf(files));
  }

  private static String step(CodeBlock block, String source) {
    Way way = Way.of(block.language());
    if (way == Way.UNKNOWN) {
      return fail("unknown language " + block.language());
    }
    String named = block.filename();
    Optional<String> name = named == null ? Optional.of("") : WorkspaceNames.inWorkspace(named);
    return name.map(file -> step(way, block, source, file)).orElse(fail(NOT_INSIDE));
  }

  private static String step(Way way, CodeBlock block, String source, String name) {
    return switch (way) {
      case PYTHON -> start("\"$python\"", source, name);
      case SH -> start("sh", source, name);
      case BASH -> start("bash", source, name);
      case SAVE -> save(block, source, name);
      case UNKNOWN -> throw new IllegalArgumentException("unknown language is not run");
    };
  }

  private static String start(String interpreter, String source, String name) {
    return name.isEmpty()
        ? "%s %s || exit $?".formatted(interpreter, quote(source))
        : "%s && %s %s || exit $?".formatted(copy(source, name), interpreter, inside(name));
  }

  private static String save(CodeBlock block, String source, String named) {
    String name = named.isEmpty() ? generated(block) : named;
    return "%s && printf '%%s\\n' %s || exit $?"
        .formatted(copy(source, name), quote("Code saved to " + name));
  }

  private static String copy(String source, String name) {
    int slash = name.lastIndexOf('/');
    String folder = slash < 0 ? "" : "mkdir -p " + inside(name.substring(0, slash)) + " && ";
    return "%scp -f %s %s".formatted(folder, quote(source), inside(name));
  }

  private static String fail(String message) {
    return "printf '%%s\\n' %s; exit 1".formatted(quote(message));
  }

  /** A name that starts with a hyphen must not be taken for an option. */
  private static String inside(String name) {
    return quote("./" + name);
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** The name of a block that is only saved and has none of its own. */
  private static String generated(CodeBlock block) {
    byte[] digest = WorkspaceFile.digest().digest(block.text().getBytes(StandardCharsets.UTF_8));
    return "tmp_code_%s.%s"
        .formatted(HexFormat.of().formatHex(digest, 0, 8), extension(block.language()));
  }

  private static String extension(String language) {
    return switch (Way.of(language)) {
      case PYTHON -> "py";
      case SH, BASH -> "sh";
      case SAVE ->
          switch (language.toLowerCase(Locale.ROOT)) {
            case "html" -> "html";
            case "css" -> "css";
            default -> "js";
          };
      case UNKNOWN -> "txt";
    };
  }
}
