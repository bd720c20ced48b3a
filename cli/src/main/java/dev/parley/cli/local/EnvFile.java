package dev.parley.cli.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lines of {@code KEY=VALUE}; {@code #} begins a comment line, quotes around a value go. */
final class EnvFile {
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

  private EnvFile() {}

  /** The values, none if there is no such file; a wrong line is named, its words are not shown. */
  static Map<String, String> read(Path file) {
    Map<String, String> values = new TreeMap<>();
    List<String> lines = PrivateFiles.read(file).orElse("").lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new PartException(file + ":" + (i + 1) + ": not KEY=VALUE. Correct this line");
      }
      values.put(matcher.group(1), unquote(matcher.group(2).strip()));
    }
    return values;
  }

  private static String unquote(String value) {
    Matcher matcher = QUOTED.matcher(value);
    return matcher.matches() ? matcher.group(2) : value;
  }
}
