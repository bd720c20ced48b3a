package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shapes.keys;
import static dev.parley.client.teamfile.Shapes.some;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The MCP servers that the workers know: {@code parley.mcp} in their settings file. */
public final class SettingsMcp {

  private SettingsMcp() {}

  /**
   * A server as it is written: a command or an address.
   *
   * @param command program and arguments; empty: there is a url
   * @param env variables; values may hold {@code ${env:NAME}}
   * @param folder where the program works
   * @param url the address; empty: there is a command
   * @param headers values may hold {@code ${env:NAME}}
   * @param timeout how long a call may take
   * @param place file, line and key, for mistakes that are found later
   */
  public record Entry(
      List<String> command,
      Map<String, String> env,
      Optional<String> folder,
      Optional<String> url,
      Map<String, String> headers,
      Optional<Duration> timeout,
      String place) {

    /** Values of variables and headers may be secrets that somebody wrote down. */
    @Override
    public String toString() {
      return place;
    }
  }

  /**
   * The servers of a file; none, if it has none.
   *
   * @throws TeamFileException with file, line and key of each mistake
   */
  public static SequencedMap<String, Entry> read(Path file) {
    return SettingsSection.entries(file, "mcp", server(), SettingsMcp::entry);
  }

  private static Shape server() {
    Shape value = new Shape.Text(Shape.Text.Rule.HEADER, 8_000);
    Shape values = new Shape.Named(Shape.Named.Keyed.ANY, value, 50);
    return keys(
        "command or url",
        optional(
            "command",
            some(new Shape.Text(Shape.Text.Rule.RAW, 4_000), "names no program"),
            "Program and arguments."),
        optional("env", values, "Its variables; values may hold ${env:NAME}."),
        optional("folder", Shapes.WORDS, "Where the program works."),
        optional("url", new Shape.Text(Shape.Text.Rule.ADDRESS, 2_000), "The address."),
        optional("headers", values, "Of each request; values may hold ${env:NAME}."),
        optional("timeout", Shapes.TIME, "How long a call may take."));
  }

  private static Entry entry(Section server, Report report) {
    boolean command = server.has("command");
    if (command == server.has("url") && !server.broken()) {
      report.error(server.place(), "must have either command or url");
    }
    for (String key : command ? List.of("headers") : List.of("env", "folder")) {
      if (server.has(key)) {
        String other = command ? "a url" : "a command";
        report.error(server.at(key), "is for a server with " + other, "take it out");
      }
    }
    return new Entry(
        server.texts("command"),
        SettingsSection.texts(server, "env"),
        server.text("folder"),
        server.text("url"),
        SettingsSection.texts(server, "headers"),
        server.time("timeout"),
        SettingsSection.shown(server.place()));
  }
}
