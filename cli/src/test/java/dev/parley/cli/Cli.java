package dev.parley.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs commands in this process, with a home of their own and what they print captured. */
final class Cli {

  private final Map<String, String> environment;

  private Cli(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Commands of a home; nothing of this machine's own settings and keys reaches them. */
  static Cli of(Path home) {
    Map<String, String> clean = new TreeMap<>(System.getenv());
    clean
        .keySet()
        .removeIf(
            name ->
                name.startsWith("PARLEY_") && !name.equals("PARLEY_CACHE")
                    || name.startsWith("TEMPORAL_")
                    || name.startsWith("OPENAI_")
                    || name.startsWith("AZURE_")
                    || name.startsWith("OLLAMA_"));
    clean.put("PARLEY_HOME", home.toString());
    clean.put("PARLEY_USER", "dana");
    return new Cli(clean);
  }

  /** The same with one variable more. */
  Cli with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new Cli(more);
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The clone that is tested. */
  static Path root() {
    return Path.of(System.getProperty("parley.root", "..")).toAbsolutePath().normalize();
  }

  /** What a command did. */
  record Ran(int code, String out, String err) {
    /** The lines of stdout. */
    List<String> lines() {
      return out.lines().toList();
    }
  }

  Ran run(String... arguments) {
    return typing(new byte[0], arguments);
  }

  /** With something on standard input. */
  Ran typing(byte[] input, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Console console = Console.plain(new ByteArrayInputStream(input), out, err);
    int code = Main.execute(console, environment, root(), List.of(arguments));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
