package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shapes.keys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;

/** What workers send providers of models: {@code parley.providers} in their settings file. */
public final class SettingsProviders {

  private SettingsProviders() {}

  /**
   * What is written about a provider.
   *
   * @param concurrent calls at once
   * @param perMinute calls a minute
   * @param rest how long an endpoint that fails is not asked
   * @param breaker whether it is left alone at all
   */
  public record Entry(
      Optional<Integer> concurrent,
      Optional<Integer> perMinute,
      Optional<Duration> rest,
      boolean breaker) {}

  /**
   * What a file says, by the providers' names; nothing, if it says nothing.
   *
   * @throws TeamFileException with file, line and key of each mistake
   */
  public static SequencedMap<String, Entry> read(Path file) {
    return SettingsSection.entries(
        file,
        "providers",
        keys(
            "concurrent, perMinute, rest or breaker",
            optional("concurrent", Shapes.COUNT, "Calls at once."),
            optional("perMinute", Shapes.COUNT, "Calls a minute."),
            optional("rest", Shapes.TIME, "How long an endpoint that fails is not asked."),
            optional(
                "breaker", Shapes.FLAG, "False: an endpoint that fails is asked all the same.")),
        SettingsProviders::entry);
  }

  private static Entry entry(Section section, Report report) {
    boolean off = section.has("breaker") && !section.flag("breaker");
    if (off && section.has("rest")) {
      report.error(section.at("rest"), "means nothing without the breaker", "take it out");
    }
    return new Entry(
        section.whole("concurrent"), section.whole("perMinute"), section.time("rest"), !off);
  }
}
